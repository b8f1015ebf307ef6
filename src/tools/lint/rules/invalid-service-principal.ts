import { statementRule } from "../rule.ts";
import { servicePrincipalKeys } from "../tables/service-principal-keys.ts";
import { misshapen } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service-principal-format */
export const invalidServicePrincipal = statementRule("invalid-service-principal", (statement, report) => {
  const found = misshapen(statement, ({ keyName, parsed }) =>
    parsed.base.family === "String" ? servicePrincipalKeys.get(keyName) : undefined,
  );
  for (const { test, wanted, value, details } of found)
    report({ value, key: test.key }, statement, { ...details, help: `it has the form \`${wanted.example}\`, in lower case` });
});
