import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-wildcard-in-service-name */
export const wildcardInArnService = statementRule("wildcard-in-arn-service", (statement, report) => {
  const open = statement.resources.patterns.filter(({ text }) => {
    const [prefix, , service] = text.split(":", 3);
    return prefix === "arn" && service !== undefined && /[*?]/.test(service);
  });
  const [first, ...others] = open;
  if (first === undefined) return;
  report({ resource: first.text }, statement, {
    location: placeOf(first),
    related: others.map((entry) => ({ message: "in this one too", location: placeOf(entry) })),
    help: "name the service, with an ARN for each where there are several",
  });
});
