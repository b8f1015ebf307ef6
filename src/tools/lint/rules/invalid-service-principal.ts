import { statementRule } from "../rule.ts";
import { servicePrincipalKeys } from "../tables/service-principal-keys.ts";
import { atValues, indexesOf, isPlain } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service-principal-format */
export const invalidServicePrincipal = statementRule("invalid-service-principal", (statement, report) => {
  for (const test of statement.tests) {
    const wanted = servicePrincipalKeys.get(test.keyName);
    if (wanted === undefined || test.parsed.base.family !== "String") continue;
    const wrong = indexesOf(test.values, (value) => isPlain(value) && !wanted.shape.test(value));
    const [first] = wrong;
    if (first === undefined) continue;
    report({ value: test.values[first]!, key: test.key }, statement, {
      ...atValues(test, wrong, "nor is this one"),
      help: `it has the form \`${wanted.example}\`, in lower case`,
    });
  }
});
