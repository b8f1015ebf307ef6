import { describe, expect, it } from "vitest";
import { embeddedCatalog } from "../../src/embedded-catalog.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import { checkRequest, type RequestProblem } from "../../src/tools/evaluate/check-request.ts";
import type { Request } from "../../src/tools/evaluate/request.ts";

const catalog = nodeCatalog();
const account = "arn:aws:chime:us-east-1:111122223333";
const check = (request: Partial<Request>): readonly RequestProblem[] =>
  checkRequest({ action: "chime:GetMeeting", resource: `${account}:meeting/m-1`, ...request }, catalog);

describe("checkRequest", () => {
  it("has nothing to say of a request that could be one", () => {
    const context = {
      "aws:SourceIp": "2001:db8::1",
      "aws:CurrentTime": "2026-01-01T00:00:00Z",
      "aws:EpochTime": "1767225600",
      "AWS:multifactorauthpresent": "True",
      "aws:MultiFactorAuthAge": "12",
      "aws:PrincipalArn": "arn:aws:iam::111122223333:user/a",
      "aws:PrincipalTag/cost center": "",
      "aws:TagKeys": ["a", "b"],
      "saml:sub": "x",
      "s3:prefix": "a/",
    };
    expect(
      check({ principal: "arn:aws:iam::111122223333:user/a", action: "Chime:getmeeting", resource: `${account}:meeting/m-1`, context }),
    ).toEqual([]);
    expect(check({ action: "chime:CreateMeeting", resource: "*" })).toEqual([]);
  });

  it("accepts an ARN that AWS takes though the reference lists no type", () => {
    expect(check({ action: "chime:CreateMeeting", resource: `${account}:meeting/m-1` })).toEqual([]);
  });

  const cases: readonly (readonly [string, Partial<Request>, RequestProblem])[] = [
    [
      "an unknown action",
      { action: "chime:GetMeting" },
      { kind: "unknown-action", action: "chime:GetMeting", suggestions: ["chime:GetMeeting"] },
    ],
    ["an action without a service", { action: "GetMeeting" }, { kind: "unknown-action", action: "GetMeeting", suggestions: [] }],
    ["an unknown service", { action: "chimes:GetMeeting" }, { kind: "unknown-service", service: "chimes", suggestions: ["chime"] }],
    [
      "the name of an SDK client",
      { action: "chime-sdk-meetings:GetMeeting" },
      { kind: "unknown-service", service: "chime-sdk-meetings", suggestions: ["chime"] },
    ],
    ["a wildcard for an action", { action: "chime:Get*" }, { kind: "wildcard", element: "action", text: "chime:Get*" }],
    [
      "a wildcard for a resource",
      { resource: `${account}:meeting/?` },
      { kind: "wildcard", element: "resource", text: `${account}:meeting/?` },
    ],
    [
      "no resource where one is taken",
      { action: "chime:getmeeting", resource: "*" },
      { kind: "missing-resource", action: "chime:GetMeeting", taken: ["meeting"] },
    ],
    [
      "a resource where none is taken",
      { action: "chime:listusers", resource: `${account}:meeting/m` },
      { kind: "resource-not-taken", action: "chime:ListUsers", resource: `${account}:meeting/m` },
    ],
    [
      "a resource of another type",
      { resource: `${account}:vc/abc` },
      {
        kind: "other-resource-type",
        action: "chime:GetMeeting",
        resource: `${account}:vc/abc`,
        types: ["voice-connector"],
        taken: ["meeting"],
      },
    ],
    [
      "an ARN of no type",
      { resource: `${account}:meting/m` },
      { kind: "malformed-resource", resource: `${account}:meting/m`, fault: "resource-word", suggestions: [`${account}:meeting/m`] },
    ],
    ["no ARN", { resource: "m-1" }, { kind: "malformed-resource", resource: "m-1", fault: "not-an-arn", suggestions: [] }],
    ["a principal that is no ARN", { principal: "bob" }, { kind: "malformed-principal", principal: "bob" }],
    [
      "an unknown key",
      { context: { "aws:SorceIp": "10.0.0.1" } },
      { kind: "unknown-key", key: "aws:SorceIp", suggestions: ["aws:SourceIp"] },
    ],
    [
      "an unknown family of keys",
      { context: { "aws:ResorceTag/team": "a" } },
      { kind: "unknown-key", key: "aws:ResorceTag/team", suggestions: ["aws:ResourceTag/team"] },
    ],
    ["an unknown key of a service", { context: { "s3:prefx": "a" } }, { kind: "unknown-key", key: "s3:prefx", suggestions: ["s3:prefix"] }],
    [
      "two spellings of a key",
      { context: { "aws:username": "a", "AWS:UserName": "b" } },
      { kind: "repeated-key", key: "AWS:UserName", first: "aws:username" },
    ],
    [
      "several values of a key that has one",
      { context: { "aws:username": ["a", "b"] } },
      { kind: "several-values", key: "aws:username", values: ["a", "b"] },
    ],
    [
      "a range for an address",
      { context: { "aws:SourceIp": "10.0.0.0/8" } },
      { kind: "wrong-value", key: "aws:SourceIp", value: "10.0.0.0/8", type: "IPAddress" },
    ],
    [
      "a word for a Boolean",
      { context: { "aws:SecureTransport": "yes" } },
      { kind: "wrong-value", key: "aws:SecureTransport", value: "yes", type: "Bool" },
    ],
    [
      "a word for a number",
      { context: { "aws:MultiFactorAuthAge": "x" } },
      { kind: "wrong-value", key: "aws:MultiFactorAuthAge", value: "x", type: "Numeric" },
    ],
    [
      "a word for a date",
      { context: { "aws:CurrentTime": "now" } },
      { kind: "wrong-value", key: "aws:CurrentTime", value: "now", type: "Date" },
    ],
    [
      "a name for an ARN",
      { context: { "aws:PrincipalArn": "bob" } },
      { kind: "wrong-value", key: "aws:PrincipalArn", value: "bob", type: "ARN" },
    ],
  ];

  it.each(cases)("names %s", (_, request, problem) => {
    expect(check(request)).toEqual([problem]);
  });

  it("says nothing of a service whose file is not at hand", () => {
    const request = { action: "s3:GetObjekt", resource: "x", context: { "s3:prefx": "a" } };
    expect(checkRequest(request, embeddedCatalog())).toEqual([]);
  });
});
