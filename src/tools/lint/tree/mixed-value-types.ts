import { elementsOf } from "../../../iam/read/walk.ts";
import { placeOf, treeRule } from "./tree-rule.ts";

const values = ["string", "number", "boolean"];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-data-type */
export const mixedValueTypes = treeRule("mixed-value-types", ({ statements }, report) => {
  for (const { key, value } of statements.flatMap(({ tests }) => tests)) {
    const types = new Set(elementsOf(value).map(({ type }) => type));
    if (types.size < 2 || ![...types].every((type) => values.includes(type))) continue;
    report({ key: String(key.value) }, placeOf(value), { help: "write all of them as strings" });
  }
});
