import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { compile } from "../../src/compile.ts";
import { codes } from "../../src/diagnostics/codes/index.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import { kindLimits } from "../../src/iam/limits.ts";

const folder = new URL("../../../shared/corpus/", import.meta.url);
const catalog = nodeCatalog();

/** How many policies of each file are written down as source, and how many of those need no suppression. */
const files = { managed: { all: 985, clean: 780 }, chime: { all: 129, clean: 94 }, "iam-guide": { all: 147, clean: 100 } };

describe("compile, against policies of the world", () => {
  if (!existsSync(folder)) console.log("the corpus of policies is missing: its tests are skipped");

  it.skipIf(!existsSync(folder)).each(Object.entries(files))(
    "gives each policy of %s, written as source, its canonical form back",
    (name, counts) => {
      const outcome = { all: 0, clean: 0 };
      const faults: string[] = [];
      for (const { document, name: title } of records(name)) {
        const source = transliterate(document);
        if (source === undefined) continue;
        outcome.all += 1;
        const first = compile(source, { catalog });
        const slugs = [...new Set(first.diagnostics.flatMap(({ severity, slug }) => (severity === "error" ? [slug] : [])))];
        if (slugs.length === 0) outcome.clean += 1;
        // What the catalog objects to must be expressible all the same, and mean the same.
        const suppressions = slugs
          .filter((slug) => "suppressible" in codes[slug])
          .map((slug) => `@suppress("${slug}", "as AWS printed it")\n`);
        const result = slugs.length === 0 ? first : compile(suppressions.join("") + source, { catalog });
        const errors = result.diagnostics.flatMap(({ severity, slug }) => (severity === "error" ? [slug] : []));
        const canonical = canonicalize({ uri: title, text: JSON.stringify(document) }, catalog);
        if (errors.length > 0) {
          if (!errors.every((slug) => inexpressible.has(slug))) faults.push(`${title}: ${errors.join(", ")}`);
        } else if (canonical.document !== undefined && result.files.length === 1 && canonical.text!.length <= kindLimits.identity.size) {
          if (result.files[0]!.text !== canonical.text) faults.push(`${title}: differs`);
        }
      }
      expect(faults).toEqual([]);
      expect(outcome.all).toBe(counts.all);
      expect(outcome.clean).toBeGreaterThanOrEqual(counts.clean);
    },
  );
});

/** What IAM itself refuses or replaces nowhere, so that no suppression may let it through. */
const inexpressible: ReadonlySet<string> = new Set([
  "malformed-arn",
  "misplaced-policy-variable",
  "unknown-name",
  "statement-too-large",
  "document-too-large",
  "invalid-sid",
]);

interface JsonStatement {
  readonly [element: string]: unknown;
  readonly Effect: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function records(name: string): readonly { name: string; document: { Version?: string; Statement?: unknown } }[] {
  const lines = readFileSync(new URL(`${name}.jsonl`, folder), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as { name: string; document: { Version?: string; Statement?: unknown } });
}

/** A policy word by word as source; undefined for what is no identity policy, or cannot be written word by word. */
function transliterate({ Version, Statement }: { Version?: string; Statement?: unknown }): string | undefined {
  const statements = list(Statement) as readonly JsonStatement[];
  if (statements.length === 0 || statements.some((statement) => "Principal" in statement || "NotPrincipal" in statement)) return undefined;
  const text = JSON.stringify(statements);
  if (Version !== "2012-10-17" && text.includes("${")) return undefined;
  // White space in an action's name matches nothing, and cannot be written.
  if (/"[\w-]+:[\w*?]+\s+"/.test(text)) return undefined;
  return `policy Policy {\n${statements.map(writeStatement).join("")}}\n`;
}

function writeStatement(statement: JsonStatement): string {
  const set = (element: string, write: (text: string) => string): string => {
    const negated = statement[`Not${element}`];
    const written = (list(negated ?? statement[element]) as readonly string[]).map(write).join(", ");
    return negated === undefined ? written : `* except (${written})`;
  };
  const tests = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, values]) =>
        `${writeKey(key)} ${operator} [${list(values)
          .map((value) => quote(String(value)))
          .join(", ")}]`,
    ),
  );
  const action = set("Action", (text) => text);
  const resource = set("Resource", (text) => (text === "*" ? text : quote(text)));
  const condition = tests.length === 0 ? "" : ` when ${tests.join(" and ")}`;
  const sid = typeof statement["Sid"] === "string" && statement["Sid"] !== "" ? ` as ${quote(statement["Sid"])}` : "";
  return `  ${statement.Effect === "Allow" ? "allow" : "deny"} ${action} on ${resource}${condition}${sid}\n`;
}

function writeKey(key: string): string {
  const slash = key.indexOf("/");
  const tail = key.slice(slash + 1);
  return slash < 0 || /^[\w.\-@+:]+$/.test(tail) ? key : key.slice(0, slash + 1) + quote(tail);
}

const quote = (text: string): string => JSON.stringify(text);
const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
