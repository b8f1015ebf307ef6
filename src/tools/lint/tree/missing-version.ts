import { placeOf, treeRule } from "./tree-rule.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
export const missingVersion = treeRule("missing-version", ({ root, version, statements }, report) => {
  if (root.type !== "object" || version !== undefined || statements.length === 0) return;
  report(
    {},
    { ...placeOf(root), end: root.offset + 1 },
    { help: 'write `"Version": "2012-10-17"`, without which variables are plain text' },
  );
});
