import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { JsonNode } from "../../iam/read/node.ts";
import { locate, type Source } from "../../text/source.ts";
import type { LintOptions } from "./lint.ts";
import { emptyElement } from "./tree/empty-element.ts";
import { emptyList } from "./tree/empty-list.ts";
import { literalVariable } from "./tree/literal-variable.ts";
import { malformedVariable } from "./tree/malformed-variable.ts";
import { missingVersion } from "./tree/missing-version.ts";
import { mixedValueTypes } from "./tree/mixed-value-types.ts";
import { actionWithoutService, keyWithoutPrefix } from "./tree/names.ts";
import { repeatedConditionKey } from "./tree/repeated-condition-key.ts";
import type { TreeDetails, TreeRule } from "./tree/tree-rule.ts";
import { writtenPolicy } from "./tree/written.ts";

/** The rules that only JSON can break. */
const treeRules: readonly TreeRule[] = [
  actionWithoutService,
  keyWithoutPrefix,
  missingVersion,
  emptyList,
  emptyElement,
  mixedValueTypes,
  repeatedConditionKey,
  malformedVariable,
  literalVariable,
];

/** What the rules find in the JSON of a policy that no longer shows once it is read. */
export function lintTree(tree: JsonNode, source: Source, options: LintOptions): readonly Diagnostic[] {
  const { catalog, levels = {}, timing } = options;
  const policy = writtenPolicy(tree);
  const found: Diagnostic[] = [];
  for (const { slug, check } of treeRules) {
    if (levels[slug] === "off") continue;
    const start = timing?.now();
    check(
      policy,
      (parameters: never, place, { related = [], ...details }: TreeDetails = {}) =>
        found.push(
          createDiagnostic(slug, parameters, locate(source, place), {
            ...details,
            related: related.map((one) => ({ message: one.message, location: locate(source, one.place) })),
          }),
        ),
      { text: source.text, catalog },
    );
    if (timing !== undefined) timing.took(slug, timing.now() - start!);
  }
  return found;
}
