import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { compile } from "../../src/compile.ts";
import { importPolicy, type ImportOptions } from "../../src/import-policy.ts";
import { catalog } from "../suite.ts";

const sample = (name: string): string => readFileSync(new URL(`samples/${name}`, import.meta.url), "utf8");
const textOf = (text: string, options: ImportOptions = {}): string => {
  const result = importPolicy(text, { catalog, ...options });
  expect(result.diagnostics).toEqual([]);
  return result.text!;
};
const problemsOf = (text: string, options: ImportOptions = {}): readonly string[] => {
  const result = importPolicy(text, { catalog, ...options });
  expect(result.text).toBeUndefined();
  return result.diagnostics.map(({ message, location: { start, end } }) => `${text.slice(start, end)}: ${message}`);
};

describe("importPolicy, from CloudFormation", () => {
  it("finds every identity policy of a template, and makes parameters of what is known at deployment", async () => {
    await expect(textOf(sample("stack.yaml"))).toMatchFileSnapshot("samples/stack.chimepolicy");
  });

  it("gives source that compiles to what the template deploys", () => {
    const parameters = {
      recordingsArn: "arn:aws:s3:::recordings-1a2b",
      region: "eu-central-1",
      account: "111122223333",
      appInstanceId: "3a1c6f0e",
    };
    const { files, diagnostics } = compile(textOf(sample("stack.yaml")), { catalog, parameters });
    expect(diagnostics).toEqual([]);
    const deployed = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["chime:SendChannelMessage", "chime:ListChannelMessages"],
          Resource: [
            "arn:aws:chime:eu-central-1:111122223333:app-instance/3a1c6f0e/user/${aws:username}",
            "arn:aws:chime:*:111122223333:app-instance/3a1c6f0e/channel/*",
          ],
        },
        { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:*:prod-queue" },
      ],
    };
    const canonical = canonicalize({ uri: "client.json", text: JSON.stringify(deployed) }, catalog);
    expect(files.find(({ name }) => name === "ClientPolicy")!.text).toBe(canonical.text);
  });

  it("reads the JSON form of a template as well", () => {
    const policy = {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "chime:GetMeeting",
        Resource: { "Fn::Join": [":", ["arn:aws:chime", { Ref: "AWS::Region" }, "*", "meeting/*"]] },
      },
    };
    const template = {
      Resources: { Host: { Type: "AWS::IAM::Policy", Properties: { PolicyName: "meeting-host", PolicyDocument: policy } } },
    };
    expect(textOf(JSON.stringify(template))).toBe(
      "param region: region\n\npolicy MeetingHost {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n",
    );
  });

  it("leaves out what `AWS::NoValue` takes away, and keeps what `!` in `Fn::Sub` protects", () => {
    const document = `
Resources:
  A:
    Type: AWS::IAM::UserPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: chime:Connect
          Resource: [!Sub 'arn:aws:chime:*:*:app-instance/a/user/\${!aws:username}', !Ref AWS::NoValue]
        Version: 2012-10-17
`;
    expect(textOf(document)).toBe('policy A {\n  allow chime:Connect on chime:app-instance-user("a", "${aws:username}")\n}\n');
  });

  it.each([
    ["Resource: !If [A, b, c]", "[A, b, c]: `Fn::If` cannot be worked out here"],
    ["Resource: !Sub 'a${aws:username}'", "'a${aws:username}': `Fn::Sub` cannot be worked out here"],
    ["Resource: !Ref Names", "Names: `Ref` cannot be worked out here"],
    ["Resource: '*'\n          Sid: a b", "a b: `a b` is no Sid: letters and digits only"],
  ])("refuses %j at its place", (resource, expected) => {
    const template = `
Parameters:
  Names: {Type: CommaDelimitedList}
Resources:
  A:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          Effect: Allow
          Action: chime:GetMeeting
          ${resource}
`;
    expect(problemsOf(template)).toEqual([expected]);
  });

  it("names policies of one name after what they belong to", () => {
    const policies =
      "[{PolicyName: 4all, PolicyDocument: {Version: 2012-10-17, Statement: {Effect: Allow, Action: chime:CreateMeeting, Resource: '*'}}}]";
    const role = (id: string): string => `  ${id}: {Type: AWS::IAM::Role, Properties: {Policies: ${policies}}}\n`;
    expect(textOf(`Resources:\n${role("Host")}${role("Guest")}`)).toBe(
      '@name("4all")\npolicy Policy4all {\n  allow chime:CreateMeeting\n}\n\npolicy Guest4all {\n  allow chime:CreateMeeting\n}\n',
    );
  });
});

describe("importPolicy, from SAM", () => {
  const functionWith = (policies: string): string => `
Resources:
  Host:
    Type: AWS::Serverless::Function
    Properties:
      Policies:${policies}
`;
  const statement = "Statement: [{Effect: Allow, Action: 'chime:CreateMeeting', Resource: '*'}]";

  it("finds the documents among the policies of a function, and leaves out those that are only named", () => {
    const one = functionWith(`
        - AWSLambdaBasicExecutionRole
        - !Ref OwnPolicy
        - Version: 2012-10-17
          ${statement}`);
    expect(textOf(one)).toBe("policy Host {\n  allow chime:CreateMeeting\n}\n");
    const two = functionWith(
      `\n        - ${statement}\n        - ${statement.replace("Create", "Get").replace("'*'", "'arn:aws:chime:*:*:meeting/*'")}`,
    );
    expect(textOf(two)).toBe(
      "policy Host1 {\n  allow chime:CreateMeeting\n}\n\npolicy Host2 {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n",
    );
    expect(textOf(functionWith(`\n        ${statement}`))).toContain("policy Host {");
  });

  it("refuses templates of policies, by name", () => {
    const text = functionWith("\n        - S3ReadPolicy: {BucketName: recordings}\n");
    expect(problemsOf(text)).toEqual(["S3ReadPolicy: `S3ReadPolicy` is a template of SAM, whose policy is not in this text"]);
    expect(problemsOf(functionWith("\n        - !If [A, b, c]\n"))[0]).toContain("this policy of a list cannot be worked out here");
  });
});

describe("importPolicy, from what IAM answers", () => {
  const allowing = (Action: string): object => ({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource: "*" } });
  const create = "allow chime:CreateMeeting";
  const list = "allow chime:ListMeetings";
  const read = (answer: object, options: ImportOptions = {}): string => textOf(JSON.stringify(answer, null, 4), options);

  it("reads a version of a managed policy, which has the name of the file", () => {
    const answer = { PolicyVersion: { Document: allowing("chime:CreateMeeting"), VersionId: "v3", IsDefaultVersion: true } };
    expect(read(answer, { uri: "in/meeting-host.json" })).toBe(`policy MeetingHost {\n  ${create}\n}\n`);
    expect(read(answer, { name: "Host" })).toBe(`policy Host {\n  ${create}\n}\n`);
  });

  it.each(["RoleName", "UserName", "GroupName"])("reads the inline policy of a %s", (holder) => {
    const answer = { [holder]: "host", PolicyName: "meetings", PolicyDocument: allowing("chime:CreateMeeting") };
    expect(read(answer)).toBe(`policy Meetings {\n  ${create}\n}\n`);
    const encoded = { ...answer, PolicyDocument: encodeURIComponent(JSON.stringify(allowing("chime:CreateMeeting"))) };
    expect(read(encoded)).toBe(`policy Meetings {\n  ${create}\n}\n`);
  });

  it("reads all of an account, of managed policies the version in force, and no trust policies", () => {
    const inline = (action: string): object => ({ PolicyName: "own", PolicyDocument: allowing(action) });
    const answer = {
      UserDetailList: [{ UserName: "mia", UserPolicyList: [inline("chime:CreateMeeting")], AttachedManagedPolicies: [] }],
      GroupDetailList: [{ GroupName: "hosts", GroupPolicyList: [inline("chime:ListMeetings")] }],
      RoleDetailList: [{ RoleName: "server", AssumeRolePolicyDocument: allowing("sts:AssumeRole"), RolePolicyList: [] }],
      Policies: [
        {
          PolicyName: "meeting-host",
          PolicyVersionList: [
            { VersionId: "v1", IsDefaultVersion: false, Document: allowing("chime:CreateMeeting") },
            { VersionId: "v2", IsDefaultVersion: true, Document: allowing("chime:ListMeetings") },
          ],
        },
      ],
    };
    expect(read(answer)).toBe(`policy Own {\n  ${create}\n}\n\npolicy HostsOwn {\n  ${list}\n}\n\npolicy MeetingHost {\n  ${list}\n}\n`);
  });

  it("says what prints the policy, where an answer only tells of it, and what holds none", () => {
    const told = JSON.stringify({ Policy: { PolicyName: "a", Arn: "arn:aws:iam::111122223333:policy/a", DefaultVersionId: "v1" } });
    expect(problemsOf(told)[0]).toContain("this tells of a policy, not what is in it: `aws iam get-policy-version` prints that");
    expect(problemsOf('{"RoleName": "a", "PolicyDocument": "%7"}')).toEqual(['"%7": this string holds no JSON policy']);
    expect(problemsOf('{"UserDetailList": []}')).toEqual([": there is no identity policy in this text"]);
  });
});

describe("importPolicy, of values that are known at deployment only", () => {
  const template = (statement: object): string =>
    JSON.stringify({
      Parameters: { Region: { Type: "String" }, AppId: { Type: "String" } },
      Resources: {
        A: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: {
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", ...statement },
            },
          },
        },
      },
    });

  it("tells two of them apart, whatever their names, and from what typed resources read", () => {
    const Resource = { "Fn::Sub": "arn:aws:sqs:${Region}:${AWS::AccountId}:${AppId}-${App.Id}" };
    expect(textOf(template({ Resource }))).toMatchInlineSnapshot(`
      "param ownRegion: string
      param account: account
      param appId: string
      param appId2: string

      policy A {
        allow sqs:SendMessage on "arn:aws:sqs:\${ownRegion}:\${account}:\${appId}-\${appId2}"
      }
      "
    `);
  });

  it("takes them in Sids and conditions", () => {
    const Condition = {
      NumericLessThan: { "aws:MultiFactorAuthAge": { Ref: "AppId" } },
      StringEquals: { "aws:RequestedRegion": { Ref: "AWS::Region" } },
    };
    expect(textOf(template({ Sid: { "Fn::Sub": "Queue${AppId}" }, Condition }))).toMatchInlineSnapshot(`
      "param appId: string
      param region: region

      policy A {
        allow sqs:SendMessage
          on *
          when aws:MultiFactorAuthAge < appId and aws:RequestedRegion == region
          as "Queue\${appId}"
      }
      "
    `);
  });

  it.each([
    ["an action", { Action: { "Fn::Sub": "sqs:${AppId}" } }],
    ["a pattern of actions", { Action: { "Fn::Sub": "sqs:*${AppId}*" } }],
  ])("refuses them in %s", (_, statement) => {
    expect(problemsOf(template(statement))[0]).toContain("a value that is known at deployment only stands in an action");
  });
});

describe("importPolicy, from Terraform", () => {
  it("reads policies and policy documents of its JSON syntax", async () => {
    await expect(textOf(sample("main.tf.json"))).toMatchFileSnapshot("samples/main.chimepolicy");
  });

  it("reads what `terraform show -json` prints, modules too, and each document once", async () => {
    await expect(textOf(sample("plan.json"))).toMatchFileSnapshot("samples/plan.chimepolicy");
  });

  it.each([
    ['${file("policy.json")}', "this expression cannot be worked out here"],
    ['${jsonencode({Version = lower("x")})}', "this expression cannot be worked out here"],
    ["{", "this string holds no JSON policy"],
  ])("refuses the policy %j", (policy, expected) => {
    const text = JSON.stringify({ resource: { aws_iam_policy: { host: { policy } } } });
    expect(problemsOf(text)).toEqual([`${JSON.stringify(policy)}: ${expected}`]);
  });

  it("says that a trust policy in a policy document is none", () => {
    const statement = { actions: ["sts:AssumeRole"], principals: { type: "AWS", identifiers: ["*"] } };
    const text = JSON.stringify({ data: { aws_iam_policy_document: { trust: { statement } } } });
    expect(problemsOf(text)[0]).toContain("`Principal` belongs to trust and resource policies");
  });
});

describe("importPolicy, from whatever it is given", () => {
  const doubled = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`);
  it.each([
    ["YAML of another kind", "a: b", undefined, ": there is no identity policy in this text"],
    ["a template without policies", '{"Resources": {}}', undefined, ": there is no identity policy in this text"],
    ["an empty configuration", "{}", "terraform", ": there is no identity policy in this text"],
    ["what is no YAML", "a: [", "cloudformation", "this is no YAML or JSON: "],
    ["brackets without end", "[".repeat(100_000), "cloudformation", ": this text is nested too deep"],
    ["aliases of aliases", `a0: &a0 [x]\n${doubled.join("")}`, "cloudformation", ": the aliases of this text stand for too much"],
  ] as const)("refuses %s", (_, text, from, expected) => {
    const problems = problemsOf(text, from === undefined ? {} : { from });
    expect(problems.length).toBe(1);
    expect(problems[0]).toContain(expected);
  });

  it("never throws, whatever of a template is missing or wrong", () => {
    const texts = ["stack.yaml", "main.tf.json", "plan.json"].map(sample);
    const change = fc.record({
      text: fc.constantFrom(...texts),
      at: fc.nat(4000),
      length: fc.nat(12),
      by: fc.constantFrom("", "{", "]", '"', "!Ref ", ": ", "${", "\n", "*", "&a "),
    });
    fc.assert(
      fc.property(change, ({ text, at, length, by }) => {
        const changed = text.slice(0, at) + by + text.slice(at + length);
        for (const from of ["json", "aws", "terraform", "cloudformation", undefined] as const) {
          const { text: source, diagnostics } = importPolicy(changed, from === undefined ? { catalog } : { catalog, from });
          expect(source !== undefined || diagnostics.some(({ severity }) => severity === "error")).toBe(true);
          for (const { location } of diagnostics) expect(location.end).toBeLessThanOrEqual(changed.length);
        }
      }),
      { numRuns: process.env["CHIMEPOLICY_LONG"] === "1" ? 800 : 60 },
    );
  });
});
