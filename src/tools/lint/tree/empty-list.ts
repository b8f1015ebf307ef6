import type { WrittenTest } from "./written.ts";
import { placeOf, treeRule } from "./tree-rule.ts";
import type { JsonNode } from "../../../iam/read/node.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-action */
export const emptyList = treeRule("empty-list", ({ statements }, report) => {
  for (const { get, tests } of statements) {
    for (const element of ["Action", "NotAction", "Resource", "NotResource"]) {
      const list = get(element);
      if (!isEmpty(list)) continue;
      report({ element }, placeOf(list), {
        aws: `EMPTY_ARRAY_${element.replace("Not", "").toUpperCase()}`,
        help: "the statement says nothing; name what is meant, or take it out",
      });
    }
    for (const test of tests) {
      if (!isEmpty(test.value)) continue;
      report({ element: String(test.key.value) }, placeOf(test.value), {
        aws: nameOf(test),
        help: "no value can match; write the values that are meant, or take the test out",
      });
    }
  }
});

function isEmpty(node: JsonNode | undefined): node is JsonNode {
  return node?.type === "array" && (node.children ?? []).length === 0;
}

function nameOf({ operator }: WrittenTest): string {
  if (operator?.quantifier !== undefined) return `EMPTY_ARRAY_CONDITION_${operator.quantifier.toUpperCase()}`;
  return operator?.ifExists === true ? "EMPTY_ARRAY_CONDITION_IFEXISTS" : "EMPTY_ARRAY_CONDITION";
}
