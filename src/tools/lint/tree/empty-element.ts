import { placeOf, treeRule } from "./tree-rule.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-sid-value */
export const emptyElement = treeRule("empty-element", ({ statements }, report) => {
  for (const { get } of statements) {
    const condition = get("Condition");
    if (condition?.type === "object" && (condition.children ?? []).length === 0)
      report({ element: "Condition" }, placeOf(condition), { aws: "EMPTY_OBJECT_CONDITION", help: "take it out: it tests nothing" });
    const sid = get("Sid");
    if (sid?.value === "") report({ element: "Sid" }, placeOf(sid), { aws: "EMPTY_SID_VALUE", help: "name the statement, or take it out" });
  }
});
