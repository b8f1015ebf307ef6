import { describe, expect, it } from "vitest";
import { countIn, findingsIn, findingsInJson } from "./support/statements.ts";

describe("privilege-escalation", () => {
  const count = (statements: string): number => countIn("privilege-escalation", statements);

  it("finds a path whose steps stand in different statements, and names them", () => {
    const [found] = findingsIn(
      "privilege-escalation",
      'allow iam:PassRole on iam:role(*) when iam:PassedToService == "lambda.amazonaws.com"\nallow lambda:{CreateFunction, InvokeFunction} on *',
    );
    expect(found!.message).toBe(
      "`iam:PassRole`, `lambda:CreateFunction`, `lambda:InvokeFunction` let their holders do work with a role that can do more",
    );
    expect(found!.related).toHaveLength(1);
  });

  it("asks to which service a role is passed", () => {
    const passing = (service: string): string =>
      `allow iam:PassRole on iam:role(*) when iam:PassedToService like "${service}"\nallow glue:CreateDevEndpoint on *`;
    expect([passing("glue.amazonaws.com"), passing("g*"), passing("ec2.amazonaws.com")].map(count)).toEqual([1, 1, 0]);
  });

  it("respects resources, conditions and denies", () => {
    expect(count("allow iam:AttachRolePolicy on iam:role(*)")).toBe(1);
    expect(count('allow iam:AttachRolePolicy on iam:role("app-*")')).toBe(0);
    expect(count('allow iam:AttachRolePolicy on * when iam:PermissionsBoundary == "arn:aws:iam::111122223333:policy/b"')).toBe(0);
    expect(count("allow iam:AttachRolePolicy on * when aws:MultiFactorAuthPresent == true")).toBe(1);
    expect(count("allow iam:AttachRolePolicy on *\ndeny iam:* on *")).toBe(0);
    expect(count("allow iam:AttachRolePolicy on *\ndeny iam:* on * when aws:MultiFactorAuthPresent == false if exists")).toBe(1);
    expect(count('allow iam:AttachRolePolicy on *\ndeny iam:* on iam:role("admin")')).toBe(1);
  });

  it("lets people look after their own credentials, and not their own permissions", () => {
    expect(count('allow iam:{CreateAccessKey, UpdateLoginProfile} on iam:user("${aws:username}")')).toBe(0);
    expect(count('allow iam:AttachUserPolicy on iam:user("${aws:username}")')).toBe(1);
  });

  it("says one thing of a document, with the number of other paths", () => {
    const [found, ...others] = findingsIn("privilege-escalation", "allow iam:* on *");
    expect(others).toEqual([]);
    expect(found!.notes.join()).toMatch(/and \d+ more ways/);
  });

  it("has nothing to say of an administrator", () => {
    expect(count("allow * on *")).toBe(0);
    expect(countIn("broad-change", "allow * on *")).toBe(1);
  });
});

describe("exposures", () => {
  it.each([
    ["data-exposure", "s3:GetObject", "s3:object"],
    ["credentials-exposure", "ec2:GetPasswordData", "ec2:instance"],
    ["resource-exposure", "sqs:AddPermission", "sqs:queue"],
  ])("%s respects resources, conditions and denies", (slug, action, type) => {
    const fields = type === "s3:object" ? ["*, *", '"b", *'] : ["*", '"a"'];
    const count = (statements: string): number => countIn(slug, statements);
    expect(count(`allow ${action} on *`)).toBe(1);
    expect(count(`allow ${action} on ${type}(${fields[0]})`)).toBe(1);
    expect(count(`allow ${action} on ${type}(${fields[1]})`)).toBe(0);
    expect(count(`allow ${action} on * when aws:PrincipalTag/team == "a"`)).toBe(0);
    expect(count(`allow ${action} on * when aws:PrincipalTag/team == "a" if exists`)).toBe(1);
    expect(count(`allow ${action} on * when aws:SecureTransport == true`)).toBe(1);
    expect(count(`allow ${action} on *\ndeny ${action} on *`)).toBe(0);
    expect(count(`allow ${action} on *\ndeny ${action} on * except ${type}(${fields[1]})`)).toBe(0);
  });

  it("are told once a statement, with what a wildcard includes", () => {
    const [found, ...others] = findingsIn("data-exposure", "allow s3:Get*, ssm:GetParameter on *");
    expect(others).toEqual([]);
    expect(found!.message).toBe("`s3:GetObject`, which `s3:Get*` includes, reads all that the account keeps there");
    expect(found!.notes).toEqual(["so do `s3:GetObjectVersion`, `ssm:GetParameter`"]);
  });

  it("belong to the finding about all of a service where there is one", () => {
    expect(countIn("data-exposure", "allow s3:* on *")).toBe(0);
    expect(findingsIn("broad-change", "allow s3:* on *")[0]!.notes.join()).toContain("`s3:GetObject`");
  });

  it("count messages by name, since of wildcards another rule speaks", () => {
    expect(countIn("data-exposure", "allow chime:ListChannelMessages on *")).toBe(1);
    expect(countIn("data-exposure", "allow chime:List* on *")).toBe(0);
    expect(countIn("message-content", "allow chime:List* on *")).toBe(1);
  });
});

describe("broad-change", () => {
  const count = (statements: string): number => countIn("broad-change", statements);

  it("leaves out what only reads, what works on everything only, and what is denied", () => {
    expect(count("allow sqs:{Add*, Send*} on *")).toBe(1);
    expect(count("allow sqs:{Get*, List*} on *")).toBe(0);
    expect(count("allow chime:*PhoneNumber on *")).toBe(0);
    expect(count("allow sqs:Send* on *\ndeny sqs:Send* on *")).toBe(0);
    expect(count("allow sqs:Send* on sqs:queue(*)")).toBe(0);
  });

  it("leaves `chime:*` to the rule about it", () => {
    expect(count("allow chime:* on *")).toBe(0);
    expect(countIn("all-of-chime", "allow chime:* on *")).toBe(1);
    expect(countIn("all-of-chime", 'allow chime:* on * when aws:PrincipalTag/team == "chime"')).toBe(0);
  });
});

describe("conditions that hold without their key", () => {
  it("are found in an allow, and not in a deny", () => {
    expect(countIn("negated-condition-in-allow", 'allow sqs:ListQueues when aws:SourceVpc != "vpc-1"')).toBe(1);
    expect(countIn("negated-condition-in-allow", 'deny sqs:ListQueues when aws:SourceVpc != "vpc-1"')).toBe(0);
    expect(countIn("all-values-in-allow", 'deny chime:CreateMeeting when all aws:TagKeys in ["a"]')).toBe(0);
  });

  it("are fine where the key is always there, or asked for", () => {
    expect(countIn("negated-condition-in-allow", 'allow sqs:ListQueues when aws:RequestedRegion != "us-east-1"')).toBe(0);
    expect(countIn("negated-condition-in-allow", 'allow sqs:ListQueues when aws:SourceVpc != "vpc-1" if exists')).toBe(0);
    expect(countIn("all-values-in-allow", 'allow chime:CreateMeeting when all aws:TagKeys in ["a"] and aws:RequestTag/a == "b"')).toBe(0);
    expect(countIn("all-values-in-allow", 'allow chime:TagResource on * when all aws:TagKeys in ["a"]')).toBe(0);
    const own = '"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"';
    expect(countIn("negated-condition-in-allow", `allow s3:GetObject on ${own} when aws:PrincipalTag/bucket != ""`)).toBe(0);
  });

  it("have no fix where the author wrote something else, or JSON", () => {
    expect(findingsIn("negated-condition-in-allow", 'allow sqs:ListQueues when not (aws:SourceVpc == "vpc-1")')[0]!.fixes).toEqual([]);
    const json = { Effect: "Allow", Action: "sqs:ListQueues", Resource: "*", Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } };
    expect(findingsInJson("negated-condition-in-allow", [json]).map(({ fixes }) => fixes)).toEqual([[]]);
  });
});

describe("mfa-deny-gap", () => {
  const deny = (condition: object): object => ({ Effect: "Deny", Action: "ec2:StopInstances", Resource: "*", Condition: condition });
  const count = (...conditions: readonly object[]): number => findingsInJson("mfa-deny-gap", conditions.map(deny)).length;

  it("finds a deny that long-term keys slip through", () => {
    expect(count({ Bool: { "aws:MultiFactorAuthPresent": "false" } })).toBe(1);
    expect(count({ NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" } })).toBe(1);
  });

  it("is content where the same or another deny stops them", () => {
    expect(count({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } })).toBe(0);
    expect(count({ NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" } }, { Null: { "aws:MultiFactorAuthAge": "true" } })).toBe(0);
    expect(count({ Bool: { "aws:MultiFactorAuthPresent": "true" } })).toBe(0);
  });
});
