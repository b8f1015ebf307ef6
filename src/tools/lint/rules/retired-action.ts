import { statementRule } from "../rule.ts";
import { isChosen, placeOf, writtenEntries } from "../subject.ts";
import { retiredChimeActions } from "../tables/retired-chime-actions.ts";

/** Amazon Chime ended on 20 February 2026, its SDK did not: https://docs.aws.amazon.com/chime/latest/APIReference/Welcome.html */
export const retiredAction = statementRule("retired-action", (statement, report) => {
  if (statement.effect !== "Allow" || statement.actions.negated) return;
  const patterns = statement.actions.patterns.filter((entry) => isRetired(entry.text) && isChosen(entry));
  const [first, ...others] = writtenEntries({ ...statement.actions, patterns });
  if (first === undefined) return;
  report({ action: first.text, others: patterns.length - 1 }, statement, {
    location: placeOf(first),
    help: "leave it out; the Chime SDK has nothing of the kind",
    notes: others.length === 0 ? [] : [`so do ${others.map(({ text }) => `\`${text}\``).join(", ")}`],
  });
});

function isRetired(text: string): boolean {
  return text.startsWith("chime:") && retiredChimeActions.has(text.slice("chime:".length));
}
