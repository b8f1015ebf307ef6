import type { BaseOperator, OperatorFamily } from "../../iam/operators.ts";
import type { Span } from "../../text/source.ts";
import type { Frame } from "./frame.ts";
import { isDate, isIpRange } from "./value-types.ts";
import { asString, describeValue, type Value } from "./values.ts";
import { checkVariables } from "./variables.ts";

/** What a value under each family of operators must look like. */
const families: Readonly<
  Record<Exclude<OperatorFamily, "String">, { readonly wanted: string; readonly accepts: (text: string) => boolean }>
> = {
  Numeric: { wanted: "a number", accepts: (text) => /^[+-]?\d+(\.\d+)?$/.test(text) },
  Date: { wanted: "a date such as `2026-01-31T12:00:00Z`", accepts: isDate },
  Bool: { wanted: "`true` or `false`", accepts: (text) => /^(true|false)$/i.test(text) },
  Null: { wanted: "`true` (the key is absent) or `false` (it is there)", accepts: (text) => /^(true|false)$/i.test(text) },
  Binary: { wanted: "base64", accepts: (text) => /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) },
  IpAddress: { wanted: "an IP address or range such as `10.0.0.0/8`", accepts: isIpRange },
  Arn: { wanted: "an ARN of six fields", accepts: (text) => text.startsWith("arn:") && text.split(":").length >= 6 },
};

/** Reports a value that may not stand under an operator. */
export function checkConditionValue(value: Value, operator: BaseOperator, place: Span, frame: Frame): void {
  if (value.kind === "opaque") return;
  const string = asString(value);
  const refuse = (wanted: string): void => {
    frame.report("invalid-condition-value", { value: describeValue(value), wanted }, place, {
      help: operator.family === "Arn" && string?.raw === "*" ? "to ask only that the key is there, write `exists`" : undefined,
    });
  };
  if (operator.family === "String") {
    if (string === undefined) return refuse("a text");
    checkVariables(string.variables, place, frame, "value");
    if (!operator.wildcards && string.raw !== undefined && string.raw.includes("*")) {
      frame.report("wildcard-without-like", { value: string.raw }, place, {
        help: `write \`${operator.negated ? "not like" : "like"}\` to match a pattern`,
      });
    }
    return;
  }
  const rule = families[operator.family];
  if (string === undefined) return operator.family === "Bool" || operator.family === "Null" ? undefined : refuse(rule.wanted);
  if (string.opaque) return;
  if (string.variables.length === 0) return rule.accepts(string.raw!) ? undefined : refuse(rule.wanted);
  const mayStay = checkVariables(string.variables, place, frame, operator.variables ? "value" : { operator: operator.name });
  if (mayStay && !rule.accepts(string.text) && !string.text.startsWith("${")) refuse(rule.wanted);
}
