import type { ContextValue } from "../tools/evaluate/request.ts";
import type { Witness } from "./witness.ts";

/** The expectation that a request comes out as it does: `expect HelpDesk cannot chime:ResetPersonalPIN`. */
export function writeExpectation(reference: string, { request: { action, resource, context }, allowed }: Witness): string {
  const entries = Object.entries(context).map(([key, value]) => `${writeKey(key)} = ${writeValues(value)}`);
  return [
    `expect ${reference} ${allowed ? "can" : "cannot"} ${action}`,
    ...(resource === "*" ? [] : [`on ${quote(resource)}`]),
    ...(entries.length === 0 ? [] : [`with { ${entries.join(", ")} }`]),
  ].join(" ");
}

/** Tag keys may hold anything. */
function writeKey(key: string): string {
  const slash = key.indexOf("/", key.lastIndexOf(":") + 1);
  if (slash < 0 || /^[A-Za-z][\w-]*$/.test(key.slice(slash + 1))) return key;
  return `${key.slice(0, slash)}/${quote(key.slice(slash + 1))}`;
}

function writeValues(value: ContextValue): string {
  return typeof value === "string" ? writeValue(value) : `[${value.map(writeValue).join(", ")}]`;
}

function writeValue(value: string): string {
  return value === "true" || value === "false" || /^(0|[1-9]\d{0,14})$/.test(value) ? value : quote(value);
}

function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("${", "\\${")}"`;
}
