import { variableFault, variablesIn } from "../../../ast/variables.ts";
import { placeOf, treeRule } from "./tree-rule.ts";
import { textsWithVariables } from "./written.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
export const literalVariable = treeRule("literal-variable", ({ version, statements }, report) => {
  if (version !== undefined && version.value !== "2008-10-17") return;
  for (const statement of statements) {
    const found = textsWithVariables(statement).flatMap((node) => {
      const variable = variablesIn(String(node.value)).find(({ text }) => variableFault(text) === undefined);
      return variable === undefined ? [] : [{ node, variable: variable.text }];
    });
    const [first, ...others] = found;
    if (first === undefined) continue;
    report({ variable: first.variable }, placeOf(first.node), {
      help: 'write `"Version": "2012-10-17"` at the top of the policy',
      related: others.map(({ node, variable }) => ({ message: `\`${variable}\` too`, place: placeOf(node) })),
    });
  }
});
