import { describe, expect, it } from "vitest";
import { classifyArn } from "../../src/catalog/arn.ts";
import { checkPolicy } from "../../src/check-policy.ts";
import type { Slug } from "../../src/diagnostics/codes/index.ts";
import { corpus } from "../iam/support/corpus.ts";
import { catalog } from "../suite.ts";

/** Which findings of ours say what one of parliament's says; none where no rule does yet. */
const ours: Readonly<Record<string, readonly Slug[]>> = {
  CREDENTIALS_EXPOSURE: ["credentials-exposure", "broad-change"],
  DUPLICATE_SID: ["duplicate-sid"],
  INVALID_ARN: ["wrong-element-type"],
  INVALID_SID: ["invalid-sid"],
  MALFORMED: ["missing-element"],
  MALFORMED_JSON: ["invalid-json"],
  MISMATCHED_TYPE: ["operator-does-not-fit", "invalid-condition-value"],
  NOTPRINCIPAL_WITH_ALLOW: [],
  PERMISSIONS_MANAGEMENT_ACTIONS: ["credentials-exposure", "resource-exposure", "privilege-escalation", "broad-change"],
  PRIVILEGE_ESCALATION: ["privilege-escalation"],
  RESOURCE_EFFECTIVELY_STAR: [],
  RESOURCE_MISMATCH: ["partly-ineffective-pattern"],
  RESOURCE_POLICY_PRIVILEGE_ESCALATION: [],
  RESOURCE_STAR: [],
  SENSITIVE_ACCESS: [],
  UNKNOWN_ACTION: ["unknown-action"],
  UNKNOWN_CONDITION_FOR_ACTION: ["unknown-condition-key", "unsupported-condition-key"],
};

/** Cases in which we say something else, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "parliament/advanced_policy_elements/notprincipal_allow/2":
    "the text has a comma too many, so that it is no JSON; IAM would not read it either",
  "parliament/is_arn_strictly_valid/27": "AWS's reference of today has a Region in the ARN of a resource data sync",
  "parliament/is_arn_strictly_valid/30": "IAM matches `u*` with the word of a type, however little it says",
};

interface Case {
  readonly name: string;
  readonly policy?: unknown;
  readonly policyText?: string;
  readonly expected: readonly string[];
}

interface ArnCase {
  readonly name: string;
  readonly function: string;
  readonly args: readonly string[];
  readonly expected: boolean;
}

const cases = corpus("lint-parliament.jsonl") as unknown as readonly Case[];
const arnCases = corpus("lint-parliament-arn.jsonl") as unknown as readonly ArnCase[];

describe("checkPolicy, against the cases of parliament", () => {
  const findingsOf = ({ policy, policyText }: Case) => checkPolicy(policyText ?? JSON.stringify(policy), { catalog }).diagnostics;

  it("finds what parliament finds", () => {
    for (const one of cases.filter(({ name }) => exceptions[name] === undefined)) {
      const found = findingsOf(one).map(({ slug }) => slug);
      for (const id of one.expected) {
        expect(Object.keys(ours), one.name).toContain(id);
        const wanted = ours[id]!;
        if (wanted.length > 0) expect(found.filter((slug) => wanted.includes(slug)).length, `${one.name}: ${id}`).toBeGreaterThan(0);
      }
    }
  });

  it("finds no error where parliament finds nothing, but that identity policies have no principals", () => {
    for (const one of cases.filter(({ expected }) => expected.length === 0)) {
      const errors = findingsOf(one).filter(({ severity, slug }) => severity === "error" && slug !== "unsupported-principal");
      expect(errors, one.name).toEqual([]);
    }
  });

  it("says something else in the exceptional cases", () => {
    for (const one of cases.filter(({ name }) => exceptions[name] !== undefined))
      expect(
        findingsOf(one).map(({ slug }) => slug),
        one.name,
      ).toEqual(["invalid-json"]);
    for (const one of arnCases.filter(({ name }) => exceptions[name] !== undefined)) expect(decide(one), one.name).toBe(!one.expected);
  });

  it("matches ARNs with types, and knows Regions and accounts, as parliament does", () => {
    for (const one of arnCases.filter(({ name }) => exceptions[name] === undefined)) expect(decide(one), one.name).toBe(one.expected);
  });
});

function decide({ function: name, args }: ArnCase): boolean {
  const [first = "", template = "", arn = ""] = args;
  if (name === "is_valid_region") return isMeeting(`arn:*:chime:${first}:111122223333:meeting/*`);
  if (name === "is_valid_account_id") return isMeeting(`arn:aws:chime:us-east-1:${first}:meeting/*`);
  if (template === "*") return true;
  const service = catalog.service(template.split(":")[2]!)!;
  const types = classifyArn(service, arn).map((type) => type.name);
  return service.resourceType(first) === undefined ? types.length > 0 : types.includes(first);
}

/** Whether a policy on an ARN has nothing wrong. */
function isMeeting(Resource: string): boolean {
  const policy = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "chime:GetMeeting", Resource } };
  return checkPolicy(JSON.stringify(policy), { catalog }).diagnostics.length === 0;
}
