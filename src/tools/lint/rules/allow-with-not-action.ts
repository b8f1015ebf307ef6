import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** What is not listed is allowed, in every service: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html */
export const allowWithNotAction = statementRule(
  "allow-with-not-action",
  (statement, report) => {
    const { effect, actions } = statement;
    const [first] = actions.patterns;
    if (effect !== "Allow" || !actions.negated || first === undefined) return;
    report({ excepted: actions.patterns.length }, statement, { location: placeOf(first), help: "list what is to be allowed" });
  },
  ["identity", "resource"],
);
