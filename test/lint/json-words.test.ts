import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/check-policy.ts";
import { corpus } from "../iam/support/corpus.ts";
import { catalog } from "../suite.ts";

/** What only the language has: its signs and keywords in backticks, a typed resource, an annotation. */
const ofLanguage =
  /`(on|when|any|all|like|not like|exists|not exists|if exists|==|!=)( [^`]*)?`|`on \*`|`[a-z\d-]+:[a-z\d-]+\([^`]*\)`|@suppress/;

/** One statement a row that brings the compiler to speak. */
const statements: readonly object[] = [
  { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "arn:aws:chime:us-east-1:111122223333:meeting/*" },
  { Effect: "Allow", Action: "chime:SendChannelMessage", Resource: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/*" },
  { Effect: "Allow", Action: "chime:GetMeeting", Resource: "meeting" },
  { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "*", Condition: { StringEquals: { "aws:TagKeys": "a" } } },
  { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "*", Condition: { StringNotEquals: { "aws:PrincipalTag/a": "a*" } } },
  { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "*", Condition: { Bool: { "aws:Referer": "true" } } },
  { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "*", Condition: { ArnLike: { "aws:PrincipalArn": "*" } } },
  {
    Effect: "Deny",
    Action: "chime:CreateMeeting",
    Resource: "*",
    Condition: { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1" } },
  },
  {
    Effect: "Allow",
    Action: "chime:CreateMeeting",
    Resource: "*",
    Condition: { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1" } },
  },
];

function said(document: object): readonly string[] {
  const { diagnostics } = checkPolicy(JSON.stringify(document), { catalog });
  return diagnostics.flatMap(({ slug, message, help, notes }) => [message, help ?? "", ...notes].map((text) => `${slug}: ${text}`));
}

describe("checkPolicy, to one who writes JSON", () => {
  it.each(statements)("speaks of %j without words of the language", (statement) => {
    const texts = said({ Version: "2012-10-17", Statement: [statement] });
    expect(texts).not.toEqual([]);
    // `quantifier-admits-missing-key` says both.
    expect(texts.filter((text) => ofLanguage.test(text) && !text.includes("in a source"))).toEqual([]);
  });

  it("speaks so of policies of the world", () => {
    for (const { name, document } of corpus("chime.jsonl")) {
      const texts = said(document as object);
      expect(
        texts.filter((text) => ofLanguage.test(text) && !text.includes("in a source")),
        String(name),
      ).toEqual([]);
    }
  });

  it("gives an ARN for a resource that is missing", () => {
    const texts = said({ Version: "2012-10-17", Statement: [statements[1]] });
    expect(texts.join("\n")).toContain("`arn:aws:chime:*:*:app-instance/*/user/");
  });
});
