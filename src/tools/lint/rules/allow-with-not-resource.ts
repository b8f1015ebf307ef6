import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** What is not listed can be reached, now and later: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html */
export const allowWithNotResource = statementRule(
  "allow-with-not-resource",
  (statement, report) => {
    const { effect, actions, resources } = statement;
    const [first] = resources.patterns;
    if (effect !== "Allow" || !resources.negated || actions.negated || first === undefined) return;
    report({ resource: first.text, others: resources.patterns.length - 1 }, statement, {
      location: placeOf(first),
      help: "list the resources, or allow all and deny these",
    });
  },
  ["identity", "resource"],
);
