import { hasWildcard } from "../../../iam/pattern.ts";
import { statementRule } from "../rule.ts";
import type { LintTest } from "../subject.ts";
import { identifyingKeys, sensitiveKeys } from "../tables/sensitive-keys.ts";
import { atValues, indexesOf } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-wildcard-usage-too-permissive */
export const openSensitiveKey = statementRule("open-sensitive-key", (statement, report) => {
  for (const test of statement.tests) {
    const { family, wildcards } = test.parsed.base;
    // A lone star asks for the key only, and another rule says so.
    if (family !== "String" || (test.values.length === 1 && test.values[0] === "*")) continue;
    const open = wildcards ? indexesOf(test.values, (value) => isOpen(test, value, hasWildcard)) : [];
    const variable = indexesOf(test.values, (value) => isOpen(test, value, hasForeignVariable));
    const indexes = open.length > 0 ? open : variable;
    const [first] = indexes;
    if (first === undefined) continue;
    report({ key: test.key, value: test.values[first]!, what: open.length > 0 ? "wildcard" : "variable" }, statement, {
      ...atValues(test, indexes, "this value too"),
      aws: open.length > 0 ? "WILDCARD_USAGE_TOO_PERMISSIVE" : "VARIABLE_USAGE_TOO_PERMISSIVE",
      help:
        test.keyName === "aws:userid"
          ? "before the colon stands the ID of the role: write it out, or `*` alone"
          : "write the values out, as a list where there are several",
    });
  }
});

/** Of `aws:userid`, what stands after the colon is the name of a session, which may be open. */
function isOpen({ keyName }: LintTest, value: string, test: (text: string) => boolean): boolean {
  if (sensitiveKeys.has(keyName)) return test(value);
  if (keyName !== "aws:userid") return false;
  const colon = value.replace(/\$\{[^}]*\}/g, (variable) => "x".repeat(variable.length)).indexOf(":");
  const id = value.slice(0, Math.max(colon, 0));
  return id !== "*" && test(id) && !/^\$\{[^}]*\}$/.test(id);
}

function hasForeignVariable(value: string): boolean {
  const names = [...value.matchAll(/\$\{([^},'{]*)/g)].map((match) => match[1]!.trim().toLowerCase());
  return names.some((name) => !/^[*?$]?$/.test(name) && !identifyingKeys.has(name));
}
