import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { differences, grantsOf, listOf, type JsonDocument, type JsonStatement } from "./grants.ts";
import { documentsOf, modules } from "./support.ts";

type Published = Readonly<Record<string, JsonDocument>>;
type Managed = Readonly<Record<string, { readonly version: string; readonly createDate: string; readonly document: JsonDocument }>>;

const guide = readJson("guide-policies.json") as Published;
const managed = readJson("managed-policies.json") as Managed;

describe("std/chime/guide", () => {
  const documents = compiled("std/chime/guide.chimepolicy");

  it("has the policies that the guide prints, and no others", () => {
    expect([...documents.keys()].sort()).toEqual(Object.keys(guide).sort());
  });

  it.each(Object.entries(guide))("grants with %s what the guide prints", async (name, printed) => {
    expect(await differences(documents.get(name)!, printed)).toEqual([]);
    expect(sidsOf(documents.get(name)!)).toEqual(sidsOf(printed));
  });

  it("has the text of `ViewOwnPermissions` in std/iam as well", () => {
    expect(compiled("std/iam.chimepolicy").get("ViewOwnPermissions")).toEqual(documents.get("ViewOwnPermissions"));
  });
});

describe("std/chime/managed", () => {
  const uri = "std/chime/managed.chimepolicy";
  const documents = compiled(uri);

  it("has the policies that AWS manages, and no others", () => {
    expect([...documents.keys()].sort()).toEqual(Object.keys(managed).sort());
  });

  it.each(Object.entries(managed))("grants with %s what AWS publishes", async (name, { document }) => {
    expect(await differences(documents.get(name)!, document)).toEqual([]);
    expect(sidsOf(documents.get(name)!)).toEqual(sidsOf(document));
  });

  it.each(Object.entries(managed))("says the version and date of %s", (name, { version, createDate }) => {
    const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    const before = modules.get(uri)!.split(`policy ${name} {`)[0]!;
    expect(before.trimEnd()).toMatch(new RegExp(`/// ${version} of ${date.format(new Date(createDate))}\\.$`));
  });
});

describe("the comparison of grants", () => {
  const document = managed["AmazonChimeSDKMessagingServiceRolePolicy"]!.document;
  const [kms, kinesis] = listOf(document.Statement);
  const changed = (first: object, second: object = {}): JsonDocument => ({
    ...document,
    Statement: [
      { ...kms!, ...first },
      { ...kinesis!, ...second },
    ],
  });

  it("finds a document equal to itself, in any order and with any Sids", async () => {
    expect(await differences(document, { ...document, Statement: [{ ...kinesis!, Sid: "Streams" }, { ...kms! }] })).toEqual([]);
  });

  it("finds statements equal that one list or several hold", async () => {
    const split = grantsOf(document).map(({ action, resource }) => ({
      Effect: "Allow" as const,
      Action: action,
      Resource: resource,
      Condition: {},
    }));
    const whole = split.map((statement) =>
      statement.Action === "kms:generatedatakey" ? { ...statement, Condition: kms!.Condition! } : statement,
    );
    expect(await differences(document, { ...document, Statement: whole })).toEqual([]);
  });

  it.each([
    ["an action that is missing", changed({}, { Action: ["kinesis:PutRecord", "kinesis:PutRecords"] })],
    ["an action too many", changed({ Action: ["kms:GenerateDataKey", "kms:Decrypt"] })],
    ["another action", changed({ Action: "kms:Decrypt" })],
    ["a wildcard in place of names", changed({}, { Action: "kinesis:*" })],
    ["another resource", changed({}, { Resource: "arn:aws:kinesis:*:*:stream/chime-*" })],
    ["a narrower resource", changed({ Resource: "arn:aws:kms:*:*:key/one" })],
    ["no condition", changed({ Condition: {} })],
    ["another value in a condition", changed({ Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } } })],
    ["another operator", changed({ Condition: { StringEquals: { "kms:ViaService": "kinesis.*.amazonaws.com" } } })],
    ["a condition more", changed({}, { Condition: { Bool: { "aws:SecureTransport": "true" } } })],
    ["the other effect", changed({}, { Effect: "Deny" })],
    ["everything but the actions", changed({ Action: undefined, NotAction: "kms:GenerateDataKey" })],
    ["one statement less", { ...document, Statement: [kms!] }],
  ])("tells documents apart by %s", async (_, other) => {
    expect(await differences(document, other)).not.toEqual([]);
    expect(await differences(other, document)).not.toEqual([]);
  });

  it("notices each statement of AWS's documents that is turned round or moved", async () => {
    const documents = [...Object.values(guide), ...Object.values(managed).map((entry) => entry.document)];
    for (const published of documents) {
      const statements = listOf(published.Statement);
      for (const [index, statement] of statements.entries()) {
        const put = (mutant: JsonStatement): JsonDocument => ({ ...published, Statement: statements.with(index, mutant) });
        expect(await differences(published, put({ ...statement, Effect: "Deny" }))).not.toEqual([]);
        expect(await differences(published, put({ ...statement, Resource: "arn:aws:chime:*:*:meeting/*" }))).not.toEqual([]);
      }
    }
  });
});

function compiled(uri: string): ReadonlyMap<string, JsonDocument> {
  return documentsOf(uri, modules.get(uri)!);
}

function sidsOf({ Statement }: JsonDocument): readonly string[] {
  return listOf(Statement)
    .flatMap(({ Sid }) => Sid ?? [])
    .sort();
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}
