import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { compile, type CompileOptions, type CompileResult } from "../../src/compile.ts";
import type { Slug } from "../../src/diagnostics/codes/index.ts";
import { applyFixes } from "../../src/fix.ts";
import { memoryHost } from "../../src/host.ts";
import { catalog } from "../suite.ts";

/** Sources with one finding each, or none, that samples do not show sharply enough. */
describe("3-check, finding by finding", () => {
  it("accepts no word as a Region", () => {
    expect(slugs('let region: region = "mars"')).toEqual(["type-mismatch"]);
    expect(slugs('let region: region = "eu"')).toEqual(["type-mismatch"]);
    expect(slugs('let regions: region[] = ["us-east-1", "eu-*", "*", "us-gov-west-1", "eusc-de-east-1"]')).toEqual([]);
  });

  it("holds the parameter that constructors take their Region from against what a Region is", () => {
    expect(slugs('param region: string = "nowhere"\nrole Host { allow chime:GetMeeting on chime:meeting(*) }')).toContain("type-mismatch");
  });

  it("names each given parameter that is of the wrong type", () => {
    const found = compiled("param aa: number\nparam bb: date\nparam cc: account", {
      parameters: { aa: "soon", bb: "noon", cc: "prod" },
    }).diagnostics;
    expect(found.map(({ slug }) => slug)).toEqual(["type-mismatch", "type-mismatch", "type-mismatch"]);
  });

  it("tells each wrong value of a list, at its place", () => {
    const source = 'role Host { allow chime:CreateMeeting when aws:SourceIp in ["10.0.0.256", "10.0.0.0/8", "2001:db8::/129"] }';
    expect(texts(source)).toEqual(['"10.0.0.256"', '"2001:db8::/129"']);
  });

  it("points at the argument of a constructor that is wrong, not at the whole", () => {
    expect(texts('role Host { allow chime:GetMeeting on chime:meeting(*, region: "virginia") }')).toEqual(['"virginia"']);
    expect(texts('role Host { allow chime:GetMeeting on chime:meeting("") }')).toEqual(['""']);
  });

  it("says nothing of expectations about a build parameter that has no value yet", () => {
    const source = `param account: account
param team: string
role Host { allow chime:GetMeeting on chime:meeting(*) }
test "hosts see meetings" {
  expect Host can chime:GetMeeting on chime:meeting("m-1"), chime:meeting("\${team}") with { aws:PrincipalTag/team = "\${team}s" }
}`;
    expect(errors(source)).toEqual([]);
    expect(errors(source.replace("team}s", "aws:username}"))).toEqual(["invalid-request"]);
  });

  it("takes numbers and booleans for equal however they are spelled", () => {
    expect(slugs("role Host { allow chime:ListUsers when aws:MultiFactorAuthAge in [5, 6] and aws:MultiFactorAuthAge == 5.0 }")).toEqual(
      [],
    );
    expect(slugs('role Host { allow chime:ListUsers when aws:SecureTransport == true and aws:SecureTransport Bool "TRUE" }')).toEqual([]);
  });

  it("keeps the narrower of two bounds", () => {
    const { files } = compiled(
      "role Host { allow chime:ListUsers when aws:MultiFactorAuthAge < 5 and aws:MultiFactorAuthAge < 30 and aws:MultiFactorAuthAge > 1 and aws:MultiFactorAuthAge > 2 }",
    );
    expect(files[0]!.text).toMatch(
      /"NumericGreaterThan": \{\s+"aws:MultiFactorAuthAge": "2"\s+\},\s+"NumericLessThan": \{\s+"aws:MultiFactorAuthAge": "5"/,
    );
  });

  it("warns where a required type is missing beside an optional one", () => {
    const source =
      'role Voice { allow chime:PutVoiceConnectorStreamingConfiguration on chime:media-insights-pipeline-configuration("calls") }';
    expect(slugs(source)).toEqual(["required-resource-missing"]);
  });

  it("asks for required types in documents, not in the parts they are made of", () => {
    const source = `
      policy Channels(app: string) { allow chime:SendChannelMessage on chime:channel(app, *) }
      policy Users(app: string) { allow chime:SendChannelMessage on chime:app-instance-user(app, *) }
      role Client { include Channels("7f1c"), Users("7f1c") }`;
    expect(slugs(source)).toEqual([]);
  });

  it("says that tags are never there where an action has none", () => {
    expect(slugs('role Host { allow chime:CreateMeeting when aws:ResourceTag/team == "voice" }')).not.toEqual([]);
    expect(slugs('role Host { allow chime:GetVoiceProfile on chime:voice-profile(*) when aws:ResourceTag/team == "voice" }')).not.toEqual(
      [],
    );
    expect(slugs('role Host { allow chime:ListMeetings when aws:RequestTag/team == "voice" }')).not.toEqual([]);
    expect(slugs('role Host { allow chime:GetMeeting on chime:meeting(*) when any aws:TagKeys == "team" }')).not.toEqual([]);
    expect(slugs('role Host { allow chime:GetMeeting on chime:meeting(*) when aws:ResourceTag/team == "voice" }')).toEqual([]);
    expect(slugs('role Host { allow chime:CreateMeeting when aws:RequestTag/team == "voice" and any aws:TagKeys == "team" }')).toEqual([]);
  });

  it("refuses a statement whose resources are an empty list", () => {
    expect(errors("let none = []\nrole Host { allow chime:CreateMeeting deny chime:GetMeeting on none }")).not.toEqual([]);
  });

  it("describes the resources of a wildcard by more than its first action", () => {
    const [found] = compiled("role Host { allow chime:* }").diagnostics;
    expect(found!.message).not.toContain("chime:app-instance-bot");
  });

  it("says one thing about an argument of a misspelt name", () => {
    expect(
      slugs('condition Team(team: string) = aws:PrincipalTag/team == team\nrole Host { allow chime:ListUsers when Team(teem: "a") }'),
    ).toEqual(["wrong-arguments"]);
  });

  it("says one thing about a type that does not exist", () => {
    expect(slugs('param c: string<chime:meeting> = "x"')).toEqual(["unknown-type"]);
  });

  it("finds the mistake behind two letters that changed places", () => {
    const source = "role Host { allow chime:*[raed] on * allow chime:Gte* on * }";
    expect(compiled(source).diagnostics.map(({ help }) => help)).toEqual(["did you mean `read`?", "did you mean `chime:Get*`?"]);
  });

  it("offers the parameter that a short argument name was meant for", () => {
    const source =
      'policy Chat(app: string) { allow chime:DescribeAppInstance on chime:app-instance(app) }\nrole Host { include Chat(ap: "x") }';
    expect(compiled(source).diagnostics.some(({ help }) => help === "did you mean `app`?")).toBe(true);
  });

  it("reports a duplicate Sid at the Sid", () => {
    expect(texts("role Host { allow chime:CreateMeeting as Start allow chime:ListMeetings as Start }")).toEqual(["Start"]);
  });

  it("does not call a name unused that a failed import may use", () => {
    const files = {
      "input.chimepolicy": 'import { B } from "./b"\nactions A = chime:LogoutUser\nrole Host { allow B }',
      "b.chimepolicy": 'import { A } from "./input"\nactions B = A',
    };
    expect(compiled(files["input.chimepolicy"], {}, files).diagnostics.map(({ slug }) => slug)).toEqual(["import-cycle"]);
  });

  it("knows that a policy's own account does not reach a resource that is named elsewhere", () => {
    expect(
      slugs(
        'resource Meetings = chime:meeting(*)\npolicy Part(account: account) { allow chime:GetMeeting on Meetings }\nrole Host { include Part("123456789012") }',
      ),
    ).toContain("unused-parameter");
  });
});

describe("the fixes of findings", () => {
  it("do not take away an import that constructors read", () => {
    const files = {
      "input.chimepolicy": 'import { account } from "./shared"\nrole Host { allow chime:GetMeeting on chime:meeting(*) }',
      "shared.chimepolicy": 'param account: account = "123456789012"',
    };
    expect(applyFixes(compiled(files["input.chimepolicy"], {}, files).diagnostics).size).toBe(0);
  });

  it("do not choose between two readings of `except`", () => {
    expect(fixed("role Host { deny chime:*Meeting except chime:DeleteMeeting, chime:CreateAttendee on * }")).toBeUndefined();
  });

  it("do not turn an operator that does not exist into its opposite", () => {
    expect(fixed("role Host { allow chime:CreateMeeting when aws:SecureTransport BoolNot true }")).toBeUndefined();
  });

  it("keep the uses of a name that was imported under a misspelling", () => {
    const files = {
      "input.chimepolicy": 'import { Suport } from "./shared"\nrole Host { allow Suport }',
      "shared.chimepolicy": "actions Support = chime:LogoutUser",
    };
    const result = applyFixes(compiled(files["input.chimepolicy"], {}, files).diagnostics);
    const text = result.get("input.chimepolicy")!;
    expect(text).toBe('import { Support } from "./shared"\nrole Host { allow Support }');
    expect(compiled(text, {}, { ...files, "input.chimepolicy": text }).diagnostics).toEqual([]);
  });

  it("leave a key of a family alone where its tag is missing", () => {
    const text = fixed('role Host { allow chime:ListGroups when aws:PrincipalTag == "x" }');
    expect(text === undefined || !slugs(text).includes("unexpected-character")).toBe(true);
  });

  it("take the usual type of an action, not the first by name", () => {
    expect(fixed('role Host { allow chime:GetMeeting, s3:GetObject on chime:meeting("x") }') ?? "").not.toContain("accesspoint");
    expect(fixed('role Host { allow s3:{GetObject, ListBucket} on s3:object("recordings", *) }') ?? "").not.toContain("accesspoint");
  });

  it("do not let one user act as any other", () => {
    expect(fixed('role Client { allow chime:SendChannelMessage on chime:channel("7f1c", *) }') ?? "").not.toContain(
      'app-instance-user("7f1c", *)',
    );
  });

  it("do not join a half-written action with the declaration on the next line", () => {
    expect(fixed("actions Support = chime:LogoutUser, chime:\ncondition Strict = aws:SecureTransport == true") ?? "").not.toContain(
      "chime:condition",
    );
  });
});

function compiled(source: string, options: CompileOptions = {}, files: Readonly<Record<string, string>> = {}): CompileResult {
  return compile([{ uri: "input.chimepolicy", text: source }], { catalog, host: memoryHost(files), ...options });
}

function slugs(source: string): readonly Slug[] {
  return compiled(source).diagnostics.map(({ slug }) => slug);
}

function errors(source: string): readonly Slug[] {
  return check(source, { catalog })
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ slug }) => slug);
}

/** The text each finding points at. */
function texts(source: string): readonly string[] {
  return compiled(source).diagnostics.map(({ location }) => source.slice(location.start, location.end));
}

function fixed(source: string): string | undefined {
  return applyFixes(compiled(source).diagnostics).get("input.chimepolicy");
}
