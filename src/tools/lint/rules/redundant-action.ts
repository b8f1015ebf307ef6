import { actionPattern, covers } from "../../../iam/pattern.ts";
import { statementRule } from "../rule.ts";
import { placeOf, writtenEntries } from "../subject.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-action */
export const redundantAction = statementRule("redundant-action", (statement, report) => {
  const entries = writtenEntries(statement.actions).map((entry) => ({ entry, pattern: actionPattern(entry.text) }));
  const redundant = entries.flatMap(({ entry, pattern }, index) => {
    const by = entries.find(
      (other, place) => place !== index && covers(other.pattern, pattern) && (place < index || !covers(pattern, other.pattern)),
    );
    return by === undefined ? [] : [{ entry, by: by.entry }];
  });
  const [first, ...others] = redundant;
  if (first === undefined) return;
  report({ action: first.entry.text, by: first.by.text }, statement, {
    location: placeOf(first.entry),
    related: others.map(({ entry, by }) => ({ message: `covered by \`${by.text}\` too`, location: placeOf(entry) })),
  });
});
