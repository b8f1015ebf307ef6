import { actionPattern, covers } from "../../../iam/pattern.ts";
import { removeEntries } from "../edits.ts";
import { redundantEntries } from "../redundant.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { fixOf } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-action */
export const redundantAction = statementRule("redundant-action", (statement, report) => {
  const redundant = redundantEntries(statement.actions, { nameOf: (text) => text.toLowerCase(), read: actionPattern, covers });
  const [first, ...others] = redundant;
  if (first === undefined) return;
  const { source } = first.entry;
  const edits = removeEntries(
    redundant.map(({ entry }) => entry.written),
    source,
    statement,
  );
  report({ action: first.entry.text, by: first.by.text }, statement, {
    location: placeOf(first.entry),
    related: others.map(({ entry, by }) => ({ message: `covered by \`${by.text}\` too`, location: placeOf(entry) })),
    ...fixOf(others.length === 0 ? "take it out" : "take them out", edits),
  });
});
