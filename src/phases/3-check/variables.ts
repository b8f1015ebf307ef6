import { findKey } from "../../catalog/find-key.ts";
import type { Span } from "../../text/source.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import type { Frame } from "./frame.ts";
import type { UsedVariable } from "./values.ts";

/** Where a policy variable stands: in an ARN of this text, in the resource part of a typed resource, under an operator that does not take any. */
export type VariablePlace = { readonly arn: string } | "resource" | "value" | { readonly operator: string };

/**
 * Checks the policy variables of a text and says whether all may stay: each must be a known key with one value, in a place where IAM
 * replaces it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function checkVariables(variables: readonly UsedVariable[], use: Span, frame: Frame, place: VariablePlace): boolean {
  let fine = true;
  for (const { key, location } of variables) {
    const isHere = location.source === frame.module.source;
    const span = isHere ? location : use;
    const related = isHere ? [] : [{ message: "the variable stands here", location }];
    const misplaced = whyMisplaced(key, place);
    if (misplaced !== undefined) {
      frame.report("misplaced-policy-variable", { variable: key, place: misplaced }, span, {
        aws: typeof place === "object" && "operator" in place ? "INVALID_VARIABLE_FOR_OPERATOR" : undefined,
        help: "it replaces variables in the resource part of an ARN and under the String and ARN operators",
        related,
      });
      fine = false;
      continue;
    }
    if (key === "*" || key === "?" || key === "$") continue;
    const known = findKey(key, frame.catalog);
    if (known === undefined) {
      const near = suggest(key, keyCandidates(key, frame));
      frame.report("unknown-policy-variable", { variable: key }, span, {
        aws: /\s/.test(key) ? "UNSUPPORTED_SPACE_IN_VARIABLE" : undefined,
        help: didYouMean(near.map((name) => `\${${name}}`)),
        related,
        fixes: isHere
          ? certain(
              key,
              near.filter((name) => !name.endsWith("…")),
            ).map((name) => frame.fix(`write \`\${${name}}\``, keySpan(key, span), name))
          : [],
      });
    } else if (known.multiValued) frame.report("multivalued-policy-variable", { variable: key }, span, { related });
  }
  return fine;
}

/** The key within `${key}` or `${key, 'default'}`. */
function keySpan(key: string, variable: Span): Span {
  const start = variable.start + "${".length;
  return { start, end: start + key.length };
}

function whyMisplaced(key: string, place: VariablePlace): string | undefined {
  if (typeof place !== "object") return undefined;
  if ("operator" in place) return `under \`${place.operator}\``;
  const at = place.arn.indexOf(`\${${key}`);
  const fieldsBefore = at < 0 ? 5 : place.arn.slice(0, at).split(":").length - 1;
  return fieldsBefore >= 5 ? undefined : "in the first five fields of an ARN";
}

/** The keys that a misspelt one may have meant, families without their placeholder. */
export function keyCandidates(name: string, frame: Frame): readonly string[] {
  const service = frame.catalog.service(name.slice(0, name.indexOf(":")));
  const slash = name.indexOf("/");
  const tail = slash < 0 || slash === name.length - 1 ? "…" : name.slice(slash + 1);
  return [...frame.catalog.globalKeys, ...(service?.conditionKeys ?? [])].map((key) =>
    key.name.replace(/\/(\$\{[^}]+\}|<[^>]+>|tag-key)?$/, `/${tail}`),
  );
}
