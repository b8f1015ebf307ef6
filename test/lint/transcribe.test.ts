import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/check-policy.ts";
import { check as checkSources } from "../../src/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { canonical } from "../../src/iam/canonical/canonical.ts";
import { parseJson } from "../../src/iam/read/json.ts";
import { readTree } from "../../src/iam/read.ts";
import { resolve } from "../../src/phases/2-resolve/resolve.ts";
import { check } from "../../src/phases/3-check/check.ts";
import { emit } from "../../src/phases/4-emit/emit.ts";
import { catalogSpelling } from "../../src/phases/4-emit/spelling.ts";
import { print } from "../../src/iam/print.ts";
import { transcribe } from "../../src/tools/decompile/transcribe.ts";
import { corpus } from "../iam/support/corpus.ts";
import { catalog } from "../suite.ts";

const limits = { size: Number.POSITIVE_INFINITY, documents: 1 };
const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const records = ["managed.jsonl", "chime.jsonl", "iam-guide.jsonl"]
  .flatMap((file) => corpus(file))
  .filter((_, index) => isLong || index % 4 === 0)
  .map(({ name, document }) => ({ name: String(name), text: JSON.stringify(document, null, 2) }));

describe("tools/decompile/transcribe, against policies of the world", () => {
  it("gives rules and phases a policy that says what the JSON says", () => {
    let compared = 0;
    for (const { name, text } of records) {
      const source = { uri: "policy.json", text };
      const tree = parseJson(text, () => {})!;
      const { document } = readTree(tree, text);
      if (document === undefined) continue;
      const { program } = resolve([{ module: transcribe(tree, source), entry: true, imports: new Map() }]);
      const [checked] = check(program, catalog, { requireParameters: true }).program.documents;
      if (checked!.incomplete.length > 0) continue;
      const withoutSids = { version: document.version, statements: document.statements.map(({ sid: _, ...statement }) => statement) };
      const wanted = canonical(withoutSids, catalogSpelling(catalog)).document;
      const emitted = emit(checked!, catalog, { expand: false, minify: false, limits }).files[0];
      expect(emitted?.text ?? print({ version: "2012-10-17", statements: [] }), name).toBe(print(wanted));
      compared += 1;
    }
    expect(compared).toBeGreaterThanOrEqual(records.length * 0.9);
  });

  it("puts every finding where the JSON says what it is about", () => {
    for (const { name, text } of records) {
      for (const { location, message } of checkPolicy(text, { catalog }).diagnostics) {
        expect(location.start, `${name}: ${message}`).toBeLessThan(location.end + 1);
        expect(location.end, `${name}: ${message}`).toBeLessThanOrEqual(text.length);
      }
    }
  });
});

/** A source that says the same as a policy, statement by statement and word by word. */
const twins = [
  [
    `role R { allow chime:CreateMeeting on "arn:aws:chime:us-east-1:111122223333:meeting/m-1" }`,
    { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "arn:aws:chime:us-east-1:111122223333:meeting/m-1" },
  ],
  [`role R { allow chime:GetMeting, s3:GetObjct on * }`, { Effect: "Allow", Action: ["chime:GetMeting", "s3:GetObjct"], Resource: "*" }],
  [
    `role R { deny chime:* on * when aws:SourceIp IpAddress "10.0.0.0/33" and aws:Referer Bool true }`,
    {
      Effect: "Deny",
      Action: "chime:*",
      Resource: "*",
      Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/33" }, Bool: { "aws:Referer": true } },
    },
  ],
  [
    `role R { allow chime:Connect on "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/\${aws:usrname}" }`,
    { Effect: "Allow", Action: "chime:Connect", Resource: "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/${aws:usrname}" },
  ],
  [
    `role R { allow chime:Get*, chime:GetMeeting on * when aws:TagKeys StringEquals "a" }`,
    { Effect: "Allow", Action: ["chime:Get*", "chime:GetMeeting"], Resource: "*", Condition: { StringEquals: { "aws:TagKeys": "a" } } },
  ],
] as const;

describe("check and checkPolicy", () => {
  it.each(twins)("find the same in %s and in JSON that says the same", (source, statement) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
    const inJson = bySlug(checkPolicy(text, { catalog }).diagnostics);
    const inSource = bySlug(checkSources(source, { catalog }).diagnostics);
    expect(inSource.length).toBeGreaterThan(0);
    expect(inJson.map(said)).toEqual(inSource.map(said));
    for (const [index, { location }] of inJson.entries()) {
      const shown = text.slice(location.start, location.end).replaceAll('"', "");
      const other = inSource[index]!.location;
      expect(shown).toBe(other.source.text.slice(other.start, other.end).replaceAll('"', ""));
    }
  });
});

/** A key stands before its operator in a source, and behind it in JSON. */
function bySlug(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
}

function said({ slug, message, aws }: Diagnostic): string {
  return `${slug} ${aws ?? ""} ${message}`;
}
