import { placeOf, treeRule } from "./tree-rule.ts";
import type { WrittenTest } from "./written.ts";

/** IAM ignores the letter case of keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export const repeatedConditionKey = treeRule("repeated-condition-key", ({ statements }, report) => {
  for (const { tests } of statements) {
    const seen = new Map<string, WrittenTest>();
    for (const test of tests) {
      const key = String(test.key.value);
      const name = `${test.operatorName.offset} ${key.toLowerCase()}`;
      const first = seen.get(name);
      if (first === undefined) seen.set(name, test);
      else if (first.key.value !== key)
        report({ key, other: String(first.key.value) }, placeOf(test.key), {
          help: "give one of them all the values",
          related: [{ message: "first used here", place: placeOf(first.key) }],
        });
    }
  }
});
