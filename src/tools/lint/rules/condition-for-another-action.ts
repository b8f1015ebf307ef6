import { ownKeys } from "../../../catalog/own-keys.ts";
import { statementRule } from "../rule.ts";
import { placeOf, writtenEntries } from "../subject.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-action-for-condition-key */
export const conditionForAnotherAction = statementRule("condition-for-another-action", (statement, report) => {
  if (statement.actions.negated) return;
  for (const { key, keyName } of statement.tests) {
    const action = ownKeys.get(keyName);
    if (action === undefined || !statement.hasAction(action)) continue;
    const [first, ...others] = writtenEntries(statement.actions).filter(
      ({ text }) => !/[*?]/.test(text) && text.toLowerCase() !== action.toLowerCase(),
    );
    if (first === undefined) continue;
    report({ key, action: first.text }, statement, {
      location: placeOf(first),
      help: `\`${key}\` is set for \`${action}\` alone; give the other actions a statement of their own`,
      related: others.map((entry) => ({ message: `nor for \`${entry.text}\``, location: placeOf(entry) })),
    });
  }
});
