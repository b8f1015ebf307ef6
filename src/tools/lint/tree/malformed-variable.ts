import { variableFault, variablesIn, type VariableFault } from "../../../ast/variables.ts";
import type { Span } from "../../../text/source.ts";
import type { JsonNode } from "../../../iam/read/node.ts";
import { placeOf, treeRule } from "./tree-rule.ts";
import { textsWithVariables } from "./written.ts";

const problems: Readonly<Record<VariableFault, string>> = {
  EMPTY_VARIABLE: "it names no key",
  MISSING_BRACE_IN_VARIABLE: "its closing brace is missing",
  MISSING_QUOTE_IN_VARIABLE: "its default is not in single quotes",
  UNSUPPORTED_SPACE_IN_VARIABLE: "a key has no spaces",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export const malformedVariable = treeRule("malformed-variable", ({ version, statements }, report, { text }) => {
  if (version?.value !== "2012-10-17") return;
  for (const node of statements.flatMap(textsWithVariables)) {
    for (const variable of variablesIn(String(node.value))) {
      const fault = variableFault(variable.text);
      if (fault === undefined) continue;
      report({ variable: variable.text, problem: problems[fault] }, within(node, variable.text, text), {
        aws: fault,
        help: "a variable is written `${aws:username}`, with a default `${aws:PrincipalTag/team, 'none'}`",
      });
    }
  }
});

/** The place of a part of a text; the whole of it where the part is written with escapes. */
function within(node: JsonNode, part: string, text: string): Span {
  const place = placeOf(node);
  const at = text.slice(place.start, place.end).indexOf(part);
  return at < 0 ? place : { start: place.start + at, end: place.start + at + part.length };
}
