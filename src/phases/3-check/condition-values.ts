import type { BaseOperator, OperatorFamily } from "../../iam/operators.ts";
import { parseNetwork } from "../../iam/networks.ts";
import { parseBinary, parseBoolean, parseDate, parseNumber } from "../../iam/values.ts";
import type { Span } from "../../text/source.ts";
import type { Frame } from "./frame.ts";
import { asString, describeValue, type Value } from "./values.ts";
import { checkVariables } from "./variables.ts";

/** What a value under each family of operators must look like. */
const families: Readonly<
  Record<Exclude<OperatorFamily, "String">, { readonly wanted: string; readonly aws?: string; readonly read: (text: string) => unknown }>
> = {
  Numeric: { wanted: "a number", aws: "TYPE_MISMATCH_NUMBER", read: parseNumber },
  Date: { wanted: "a date such as `2026-01-31T12:00:00Z`", aws: "TYPE_MISMATCH_DATE", read: parseDate },
  Bool: { wanted: "`true` or `false`", aws: "TYPE_MISMATCH_BOOLEAN", read: parseBoolean },
  Null: { wanted: "`true` (the key is absent) or `false` (it is there)", aws: "TYPE_MISMATCH_BOOLEAN", read: parseBoolean },
  Binary: { wanted: "base64", aws: "TYPE_MISMATCH_STRING", read: parseBinary },
  IpAddress: { wanted: "an IP address or range such as `10.0.0.0/8`", aws: "TYPE_MISMATCH_IP_RANGE", read: parseNetwork },
  Arn: { wanted: "an ARN of six fields", read: (text) => (text.startsWith("arn:") && text.split(":").length >= 6 ? text : undefined) },
};

/** Reports a value that may not stand under an operator. */
export function checkConditionValue(value: Value, operator: BaseOperator, place: Span, frame: Frame): void {
  if (value.kind === "opaque") return;
  const string = asString(value);
  const refuse = (wanted: string, aws?: string): void => {
    frame.report("invalid-condition-value", { value: describeValue(value), wanted }, place, {
      aws,
      help: operator.family === "Arn" && string?.raw === "*" ? "to ask only that the key is there, write `exists`" : undefined,
    });
  };
  if (operator.family === "String") {
    if (string === undefined) return refuse("a text");
    checkVariables(string.variables, place, frame, "value");
    if (!operator.wildcards && string.raw !== undefined && /[*?]/.test(string.raw)) {
      frame.report("wildcard-without-like", { value: string.raw }, place, {
        help: `write \`${operator.negated ? "not like" : "like"}\` to match a pattern`,
      });
    }
    return;
  }
  const rule = families[operator.family];
  if (string === undefined) return operator.family === "Bool" || operator.family === "Null" ? undefined : refuse(rule.wanted, rule.aws);
  if (string.opaque) return;
  const fits = (text: string): boolean => rule.read(text) !== undefined;
  if (string.variables.length === 0) return fits(string.raw!) ? undefined : refuse(rule.wanted, rule.aws);
  const mayStay = checkVariables(string.variables, place, frame, operator.variables ? "value" : { operator: operator.name });
  if (mayStay && !fits(string.text) && !string.text.startsWith("${")) refuse(rule.wanted, rule.aws);
}
