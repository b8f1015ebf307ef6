import { readFileSync, writeFileSync } from "node:fs";
import type { CodeDefinition } from "../../../src/diagnostics/codes/define.ts";
import { codes, type Slug } from "../../../src/diagnostics/codes/index.ts";
import { table } from "../../import/support/report.ts";
import type { Verdict } from "./analyzer.ts";
import type { Check } from "./checks.ts";
import type { Exception } from "./exceptions.ts";
import { pending } from "./pending.ts";

const page = new URL("../../../docs/conformance.md", import.meta.url);

/** A generated part of `docs/conformance.md`; with `UPDATE_SNAPSHOTS=1` it is first written anew. */
export function partOfPage(name: "checks" | "oracle", wanted?: string): string {
  const text = readFileSync(page, "utf8");
  const [start, end] = [new RegExp(`<!-- ${name}, by .* -->\n`).exec(text)!, text.indexOf(`<!-- end of ${name} -->`)];
  const from = start.index + start[0].length;
  if (wanted === undefined || process.env["UPDATE_SNAPSHOTS"] !== "1") return text.slice(from, end).trim();
  writeFileSync(page, `${text.slice(0, from)}\n${wanted}\n\n${text.slice(end)}`);
  return wanted;
}

/** The findings of ours that may carry a name of Access Analyzer, as links to their pages. */
export function foundAs(name: string): string {
  const slugs = (Object.keys(codes) as Slug[]).filter((slug) => [(codes[slug] as CodeDefinition<never>).aws ?? []].flat().includes(name));
  return slugs.map((slug) => `[${slug}](../src/diagnostics/docs/${codes[slug].code}.md)`).join(", ");
}

/** The names of Access Analyzer in the tables of codes. */
export function namesInCodes(): readonly string[] {
  return [...new Set(Object.values(codes).flatMap((row: CodeDefinition<never>) => row.aws ?? []))].toSorted();
}

/** Every check for identity policies, and those for others that we find as well: what finds it, and whether its own policy shows that. */
export function printChecks(checks: readonly Check[]): string {
  const shown = checks.filter(({ appliesToIdentity, code }) => appliesToIdentity || foundAs(code) !== "");
  const rows = shown.map(({ code, findingType, offline, appliesToIdentity, policyTypes }) => [
    `\`${code}\``,
    findingType.toLowerCase().replace("_", " "),
    appliesToIdentity ? "identity" : policyTypes,
    foundAs(code) || "–",
    pending.includes(code) ? "not yet" : offline === "partial" ? "in part" : "yes",
  ]);
  return table(["check", "kind", "policies", "found as", "found"], rows, "left").trimEnd();
}

/** How the two sides agree, by check. */
export function printVerdicts(verdicts: readonly Verdict[], explanation: (verdict: Verdict) => Exception | undefined): string {
  const names = [...new Set(verdicts.map(({ code }) => code))].toSorted();
  const rows = names.map((name) => {
    const own = verdicts.filter(({ code }) => code === name);
    const both = own.filter(({ theirs, ours }) => theirs.length > 0 && ours.length > 0).length;
    const theirs = own.filter((one) => one.theirs.length > 0).length;
    const ours = own.filter((one) => one.ours.length > 0).length;
    const reasons = new Set(
      own.filter((one) => one.theirs.length === 0 || one.ours.length === 0).flatMap((one) => explanation(one)?.reason ?? []),
    );
    return [`\`${name}\``, String(theirs), String(ours), percent(both, theirs), percent(both, ours), [...reasons].join("; ") || "–"];
  });
  return table(["check", "theirs", "ours", "recall", "precision", "differs, since"], rows, "left").trimEnd();
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((100 * part) / whole)} %`;
}
