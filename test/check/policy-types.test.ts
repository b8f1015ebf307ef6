import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/check-policy.ts";
import { corpus } from "../iam/support/corpus.ts";
import type { PolicyType } from "../../src/iam/policy-type.ts";
import { wholeCatalog } from "../diagnostics/page.ts";

const catalog = wholeCatalog();
const policy = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const errors = (statement: object, type?: PolicyType): readonly string[] => {
  const { diagnostics } = checkPolicy(policy(statement), { catalog, ...(type === undefined ? {} : { type }) });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ aws, slug }) => aws ?? slug);
};
const takes = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };
const puts = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "s3:PutObject", Resource: "arn:aws:s3:::recordings/*" };
const denies = { Effect: "Deny", Action: "chime:DeleteMeeting", Resource: "*" };

describe("templates", () => {
  const statement = { Effect: "Allow", Action: "chime:CreateMeting", Resource: "*" };
  const marked = (text: string): readonly string[] =>
    checkPolicy(text, { catalog }).diagnostics.map(({ location: { start, end }, fixes }) => `${text.slice(start, end)} ${fixes.length}`);

  it("have findings at the very texts, in quotes or without, and fixes nowhere, since a text can stand for another one", () => {
    expect(marked(policy(statement))).toEqual(["chime:CreateMeting 1"]);
    const yaml = (action: string): string =>
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: ${action}\n            Resource: "*"\n`;
    for (const quote of ["", "'", '"']) expect(marked(yaml(`${quote}chime:CreateMeting${quote}`))).toEqual(["chime:CreateMeting 0"]);
    const embedded = JSON.stringify({ resource: { aws_iam_policy: { p: { policy: policy(statement) } } } });
    expect(marked(embedded)).toEqual([`${JSON.stringify(policy(statement)).slice(1, -1)} 0`]);
  });
});

describe("the types of policies in JSON", () => {
  it.each<[PolicyType, object, readonly string[]]>([
    ["trust", takes, []],
    ["trust", { ...takes, Principal: { Service: ["a.amazonaws.com", "b.amazonaws.com"] } }, []],
    ["trust", { ...takes, Principal: { AWS: "*" }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }, []],
    ["trust", { ...takes, Principal: "*" }, ["ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"]],
    ["trust", { ...takes, Principal: "111122223333" }, ["INVALID_PRINCIPAL_FORMAT"]],
    ["trust", { ...takes, Principal: ["111122223333"] }, ["DATA_TYPE_MISMATCH"]],
    ["trust", { ...takes, Principal: { Account: "111122223333" } }, ["INVALID_PRINCIPAL_KEY"]],
    ["trust", { ...takes, Principal: { AWS: [5] } }, ["DATA_TYPE_MISMATCH"]],
    ["trust", { ...takes, Resource: "*" }, ["ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"]],
    ["trust", { ...takes, Principal: undefined }, ["MISSING_PRINCIPAL"]],
    ["trust", { ...takes, Principal: undefined, NotPrincipal: { AWS: "111122223333" } }, ["ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"]],
    ["resource", puts, []],
    ["resource", { ...puts, Principal: "*", Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } }, []],
    ["resource", { ...puts, Principal: { AWS: "arn:aws:iam::111122223333:user/*" } }, ["UNSUPPORTED_WILDCARD_IN_PRINCIPAL"]],
    ["resource", { ...puts, Principal: { Federated: "cognito-identity.amazonaws.com" } }, ["FEDERATED_PRINCIPAL_NOT_SUPPORTED"]],
    ["resource", { ...puts, NotPrincipal: "*" }, ["UNSUPPORTED_ELEMENT_COMBINATION"]],
    ["scp", denies, []],
    ["scp", { ...denies, Principal: "*" }, ["SCP_SYNTAX_ERROR_PRINCIPAL"]],
    ["identity", denies, []],
    ["identity", { ...denies, Principal: "*" }, ["unsupported-principal"]],
  ])("%s: %j", (type, statement, expected) => {
    expect(errors(statement, type).map((code) => (code === "UNSUPPORTED_PRINCIPAL" ? "unsupported-principal" : code))).toEqual(expected);
  });

  it("are seen from the principals where none is given", () => {
    const recognised = (statement: object): readonly PolicyType[] => checkPolicy(policy(statement), { catalog }).recognised;
    expect(recognised(takes)).toEqual(["trust"]);
    expect(recognised({ ...takes, Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"] })).toEqual(["trust"]);
    expect(recognised(puts)).toEqual(["resource"]);
    expect(recognised({ ...takes, Action: ["sts:AssumeRole", "s3:GetObject"] })).toEqual(["resource"]);
    expect(recognised(denies)).toEqual([]);
    expect(errors({ ...takes, Resource: "*" })).toEqual(["ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"]);
  });

  it("are seen in the policy documents of Terraform, whose blocks say the kind of a principal by an argument", () => {
    const document = (principals: object): string =>
      JSON.stringify({
        data: { aws_iam_policy_document: { trust: { statement: [{ actions: ["sts:AssumeRole"], principals }] } } },
      });
    const good = checkPolicy(document([{ type: "Service", identifiers: ["mediapipelines.chime.amazonaws.com"] }]), { catalog });
    expect(good).toEqual({ diagnostics: [], recognised: ["trust"] });
    const wrong = checkPolicy(document([{ type: "Account", identifiers: ["111122223333"] }]), { catalog });
    expect(wrong.diagnostics.map(({ aws }) => aws)).toEqual(["INVALID_PRINCIPAL_KEY"]);
  });

  it("warns of a trust policy over its quota", () => {
    const many = Array.from({ length: 60 }, (_, index) => `arn:aws:iam::111122223333:role/help-desk-${index}`);
    const { diagnostics } = checkPolicy(policy({ ...takes, Principal: { AWS: many } }), { catalog });
    expect(diagnostics).toMatchObject([{ slug: "over-size-limit", aws: "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA" }]);
  });

  it("reads every trust and resource policy of real Chime projects, and refuses those alone that are wrong", () => {
    const records = corpus("chime-trust.jsonl");
    const found = records.flatMap(({ name, document }) => {
      const text = JSON.stringify(document, null, 2).replaceAll(/"arn:aws:PLACEHOLDER:[^"]*"/g, '"*"');
      const { diagnostics, recognised } = checkPolicy(text, { catalog });
      expect(recognised, String(name)).toHaveLength(1);
      return diagnostics.filter(({ severity }) => severity === "error").map(({ slug }) => `${slug} ${/[^_]+$/.exec(String(name))![0]}`);
    });
    // A queue policy with a statement for nobody, two objects without a key, an element with a space in its name, and a stand-in for an account.
    const wrong = ["missing-principal template-01", "resource-does-not-fit record-audio-01", "resource-does-not-fit record-audio-02"];
    expect(found).toEqual(
      records.length === 0 ? [] : [...wrong, "unknown-element create-concat-pipe-steps-02", "invalid-arn start-bot-conversation-01"],
    );
  });
});
