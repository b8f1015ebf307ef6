import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { compile } from "../../src/compile.ts";
import { renderTerminal } from "../../src/diagnostics/render/terminal.ts";
import { kindLimits } from "../../src/iam/limits.ts";
import { print } from "../../src/iam/print.ts";
import { importPolicy } from "../../src/import-policy.ts";
import { write } from "../../src/ast/write.ts";
import { parse } from "../../src/phases/1-parse/parse.ts";
import { format, formatAlone } from "../format/support/format.ts";
import { corpus } from "../iam/support/corpus.ts";
import { catalog } from "../suite.ts";
import { addUp, jsonTokens, printReport, sourceTokens, type Outcome } from "./support/report.ts";

const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const page = new URL("../../docs/conformance.md", import.meta.url);
const files = { chime: "Amazon Chime", managed: "managed by AWS", "iam-guide": "IAM User Guide" };

describe("importPolicy, against policies of the world", () => {
  const outcomes = new Map<string, Outcome>();

  it.each(Object.entries(files))("gives every policy of %s its canonical form back, or says why not", async (file, title) => {
    const records = corpus(`${file}.jsonl`).filter((_, index) => isLong || index % 12 === 0);
    const results: Result[] = [];
    for (const { name, document } of records) results.push(await importOne(String(name), JSON.stringify(document, null, 2)));
    outcomes.set(title, addUp(results));
    expect(results.flatMap(({ fault }) => fault ?? [])).toEqual([]);
  });

  it("is as `docs/conformance.md` reports it", () => {
    const whole = [...outcomes.values()];
    if (!isLong || whole.length < 3 || whole.some(({ policies }) => policies === 0)) return;
    const report = printReport(outcomes);
    // oxlint-disable-next-line no-console -- a long run is made for its report
    console.log(report);
    const text = readFileSync(page, "utf8");
    const [before, rest = ""] = text.split("<!-- imports, by `npm run test:long` -->\n");
    const after = rest.slice(rest.indexOf("<!-- end -->"));
    const updated = `${before}<!-- imports, by \`npm run test:long\` -->\n\n${report}\n${after}`;
    if (process.env["UPDATE_SNAPSHOTS"] === "1") writeFileSync(page, updated);
    expect(readFileSync(page, "utf8") === updated, "run `UPDATE_SNAPSHOTS=1 npm run test:long`").toBe(true);
  });

  it("finds one thing wrong, and its place, with every text that is published broken", () => {
    for (const { name, text } of corpus("malformed.jsonl")) {
      const { text: source, diagnostics } = importPolicy(String(text), { catalog, uri: "policy.json" });
      expect(source, String(name)).toBeUndefined();
      expect(diagnostics.length, String(name)).toBe(1);
      expect(renderTerminal(diagnostics, { color: false })).toMatch(/^error\[CP4009\] .+\n {2}at policy\.json:\d+:\d+\n/);
    }
  });
});

/** Why a policy has no source: what IAM refuses itself, or what it does not do. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/belongs to trust and resource policies/, "no identity policy: it names a principal"],
  [/this is no ARN/, "an ARN with too few fields, which IAM refuses"],
  [/in the first five fields of an ARN/, "a policy variable where IAM replaces none"],
  [/begins no policy variable/, "a `${` that begins no policy variable"],
  [/has no element|is no value of|this (statement|policy) has no/, "no policy by IAM's grammar"],
  [/is no action/, "what is no action by IAM's grammar"],
];

interface Result {
  readonly kind: "exact" | "suppressed" | "refused" | "not an identity policy";
  readonly reason?: string;
  readonly fault?: string;
  readonly source?: { readonly tokens: number; readonly characters: number };
  readonly json?: { readonly tokens: number; readonly characters: number };
}

async function importOne(name: string, text: string): Promise<Result> {
  const { text: source, diagnostics, suppressed } = importPolicy(text, { catalog, uri: `${name}.json` });
  const identity = JSON.stringify({ ...(JSON.parse(text) as object), Id: undefined });
  const canonical = canonicalize({ uri: name, text: identity }, catalog);
  if (source === undefined) {
    const { message } = diagnostics.find(({ severity }) => severity === "error")!;
    const reason = reasons.find(([pattern]) => pattern.test(message))?.[1];
    if (reason === undefined) return { kind: "refused", fault: `${name}: ${message}` };
    return { kind: canonical.document === undefined ? "not an identity policy" : "refused", reason };
  }
  const json = print(canonical.document!, { minify: true });
  const formatted = formatAlone(source);
  const { files: compiled, diagnostics: findings } = compile(formatted, { catalog });
  const isWhole = json.length <= kindLimits.identity.size;
  const errors = findings.filter(({ severity, slug }) => severity === "error" && slug !== "statement-too-large");
  const same = !isWhole || (compiled.length === 1 && compiled[0]!.text === canonical.text);
  // What is printed is the text of its own tree.
  const isStable = write(parse({ uri: name, text: source }).module) === source;
  const fault = !isStable
    ? `${name}: is written in another way than it is read`
    : formatted !== (await format(source))
      ? `${name}: is formatted in another way with prettier`
      : errors.length > 0
        ? `${name}: ${errors[0]!.message}`
        : same
          ? undefined
          : `${name}: differs`;
  return {
    kind: suppressed > 0 ? "suppressed" : "exact",
    ...(fault === undefined ? {} : { fault }),
    source: { tokens: sourceTokens(source), characters: source.replaceAll(/\s/g, "").length },
    json: { tokens: jsonTokens(json), characters: json.replaceAll(/\s/g, "").length },
  };
}
