import type { ContextEntry } from "../../ast/source.ts";
import type { ConditionKey } from "../../catalog/catalog.ts";
import { findKey } from "../../catalog/find-key.ts";
import { baseOperators, type BaseOperator } from "../../iam/operators.ts";
import { checkConditionValue } from "./condition-values.ts";
import { reportKey } from "./conditions.ts";
import { evaluate } from "./evaluate.ts";
import type { Frame } from "./frame.ts";
import { asString, elementsOf } from "./values.ts";

/** What the condition keys of a request hold, by their names as written. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

const byName = new Map(baseOperators.map((operator) => [operator.name, operator]));

/** The operator that compares a value with one of its own kind. */
const equality: Readonly<Record<ConditionKey["type"], BaseOperator>> = {
  String: byName.get("StringLike")!,
  ARN: byName.get("ArnEquals")!,
  Numeric: byName.get("NumericEquals")!,
  Date: byName.get("DateEquals")!,
  Bool: byName.get("Bool")!,
  IPAddress: byName.get("IpAddress")!,
  Binary: byName.get("BinaryEquals")!,
};

/** The context of an expectation; undefined, and reported, where a request cannot come with it. */
export function evaluateContext(entries: readonly ContextEntry[], frame: Frame): RequestContext | undefined {
  const context = new Map<string, string | readonly string[]>();
  const seen = new Set<string>();
  let complete = true;
  for (const entry of entries) {
    const name = `${entry.key.prefix}:${entry.key.name}`;
    const values = valuesOf(entry, name, frame);
    if (seen.has(name.toLowerCase())) refuse(`\`${name}\` is given twice`, entry, frame);
    else if (values !== undefined) context.set(name, values.length === 1 ? values[0]! : values);
    if (values === undefined) complete = false;
    seen.add(name.toLowerCase());
  }
  return complete ? Object.fromEntries(context) : undefined;
}

function valuesOf(entry: ContextEntry, name: string, frame: Frame): readonly string[] | undefined {
  const known = findKey(name, frame.catalog);
  if (known === undefined) reportKey(entry.key, name, frame);
  const value = evaluate(entry.value, frame);
  const elements = elementsOf(value);
  if (known !== undefined && !known.multiValued && value.kind === "list" && elements.length > 1) {
    refuse(`\`${name}\` holds one value, and this is a list`, entry.value, frame);
    return undefined;
  }
  const written = entry.value.kind === "ListExpression" ? entry.value.elements : [];
  const values: string[] = [];
  for (const [index, element] of elements.entries()) {
    if (element.kind === "unknown" || element.kind === "opaque" || element.kind === "list") return undefined;
    const place = (written.length === elements.length ? written[index] : undefined) ?? entry.value;
    if (known !== undefined) checkConditionValue(element, equality[known.type], place, frame);
    const string = element.kind === "boolean" ? undefined : asString(element)!;
    if (string?.opaque === true) return undefined;
    if (string !== undefined && string.raw === undefined) {
      refuse("a request holds values, not policy variables", place, frame);
      return undefined;
    }
    if (known?.type === "IPAddress" && string?.raw?.includes("/") === true) {
      refuse("a request comes from one address, not from a network", place, frame);
      return undefined;
    }
    values.push(element.kind === "boolean" ? String(element.value) : string!.raw!);
  }
  return values;
}

function refuse(problem: string, place: { readonly start: number; readonly end: number }, frame: Frame): void {
  frame.report("invalid-request", { problem }, place);
}
