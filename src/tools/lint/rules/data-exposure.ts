import { findExposure } from "../exposure.ts";
import { statementRule } from "../rule.ts";
import type { LintStatement } from "../subject.ts";
import { dataActions } from "../tables/exposures.ts";

/** Data can be carried off by whoever may read all of it: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html */
export const dataExposure = statementRule(
  "data-exposure",
  (statement, report, document) => {
    const found = findExposure(
      statement,
      document,
      dataActions.filter((name) => !name.startsWith("chime:") || isMessages(name, statement)),
    );
    if (found === undefined) return;
    report({ what: found.what }, statement, { ...found.details, help: "name what is to be read, or limit it with a condition" });
  },
  ["identity"],
);

/** A back end reads the messages of all channels as one user, who is a resource of the call as well; of wildcards another rule speaks. */
function isMessages(name: string, { onEverything, entryOf }: LintStatement): boolean {
  return onEverything && entryOf(name)?.text === name;
}
