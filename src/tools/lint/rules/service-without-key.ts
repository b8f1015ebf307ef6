import { statementRule } from "../rule.ts";
import { placeOfKey } from "../values.ts";
import { vpceKeys, vpceServices } from "../tables/vpce-services.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-use-condition-key-only-with-supported-services */
export const serviceWithoutKey = statementRule("service-without-key", (statement, report) => {
  const { actions, tests } = statement;
  if (actions.negated) return;
  for (const test of tests) {
    if (!vpceKeys.has(test.keyName)) continue;
    const without = actions.patterns.map(({ text }) => unsupported(text.toLowerCase())).find((name) => name !== undefined);
    if (without === undefined) continue;
    report({ key: test.key, what: without }, statement, {
      location: placeOfKey(test),
      help: "keep to the services that set this key, and give the others a statement of their own",
    });
  }
});

/** What of an entry does not set the keys; every action of all services is left alone. */
function unsupported(action: string): string | undefined {
  const service = action.slice(0, Math.max(action.indexOf(":"), 0));
  if (service === "" || /[*?]/.test(service)) return undefined;
  if (action === "iam:passrole") return action;
  return vpceServices.has(service) ? undefined : service;
}
