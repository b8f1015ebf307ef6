import type { Fix } from "../../../diagnostics/diagnostic.ts";
import { locate } from "../../../text/source.ts";
import { allows, needsKey } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf, type LintTest } from "../subject.ts";

const tag = "sts:TagSession";

/** A session with tags needs both actions, of the caller and in the role's trust: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
export const missingTagSession = statementRule(
  "missing-tag-session",
  (statement, report, document) => {
    if (statement.effect !== "Allow" || statement.actions.negated || !document.complete) return;
    const entry = statement.actions.patterns.find(({ text }) => /^sts:AssumeRole(With\w+)?$/i.test(text));
    const test = statement.tests.find((one) => asksForTags(one) && needsKey(one));
    if (entry === undefined || test === undefined || allows(document, tag)) return;
    const { source, start, end } = placeOf(entry);
    const written = source.text.slice(start, end);
    const inserted = written.startsWith('"') ? `, "${tag}"` : written.includes(":") ? `, ${tag}` : ", TagSession";
    const fix: Fix = { title: `allow \`${tag}\` with it`, edits: [{ location: locate(source, { start: end, end }), newText: inserted }] };
    const isName = written.replaceAll('"', "").endsWith(entry.text.slice("sts:".length));
    report({ action: entry.text, key: test.key }, statement, {
      location: placeOf(entry),
      help: `add \`${tag}\` to the statement`,
      fixes: isName ? [fix] : [],
    });
  },
  ["identity", "trust"],
);

function asksForTags({ keyName }: LintTest): boolean {
  return keyName.startsWith("aws:requesttag/") || keyName === "aws:tagkeys" || keyName === "sts:transitivetagkeys";
}
