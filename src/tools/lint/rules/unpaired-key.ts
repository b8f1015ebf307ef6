import { statementRule } from "../rule.ts";
import { pairedKeys } from "../tables/paired-keys.ts";
import { placeOfKey } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-paired-condition-keys */
export const unpairedKey = statementRule("unpaired-key", (statement, report) => {
  for (const { key, with: companions, effects, aws } of pairedKeys) {
    const test = statement.tests.find(({ keyName, parsed }) => keyName === key && parsed.base.family !== "Null");
    if (test === undefined || !effects.some((effect) => effect === statement.effect)) continue;
    if (companions.some((name) => statement.tests.some(({ keyName }) => keyName === name.toLowerCase()))) continue;
    report({ key: test.key }, statement, {
      location: placeOfKey(test),
      aws,
      help: `test ${companions.map((name) => `\`${name}\``).join(" or ")} as well`,
    });
  }
});
