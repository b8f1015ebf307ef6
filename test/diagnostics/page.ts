import { canonicalize } from "../../src/canonicalize.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { check } from "../../src/check.ts";
import { checkPolicy } from "../../src/check-policy.ts";
import { compile } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { configName } from "../../src/config/config.ts";
import { readConfig } from "../../src/config/read.ts";
import { embeddedCatalog } from "../../src/embedded-catalog.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import { policyTypes, type PolicyType } from "../../src/iam/policy-type.ts";
import { importPolicy } from "../../src/import-policy.ts";
import { testPolicies } from "../../src/test-policies.ts";
import { memoryHost } from "../../src/host.ts";

/** The name of the file that an untagged fence stands for. */
export const entryName = "input.chimepolicy";

/** One example of a page: its files by name, and how they are compiled. */
export interface Example {
  readonly language: "chimepolicy" | "json";
  readonly files: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly catalog: "embedded" | "node";
  /** True where the JSON is to be imported, and not only read. */
  readonly imported: boolean;
  /** The type of the policy where it is not an identity policy. */
  readonly type: PolicyType | undefined;
}

/** A page of `src/diagnostics/docs`, taken apart. */
export interface Page {
  readonly code: string;
  readonly slug: string;
  readonly intro: string;
  /** Undefined where the page says that there is no example. */
  readonly wrong: Example | undefined;
  readonly right: Example | undefined;
  readonly fix: string;
  readonly aws: string | readonly string[] | undefined;
  readonly suppressible: string | undefined;
  readonly sources: readonly string[];
  readonly lines: number;
}

/** Reads the text of a page; throws where it has not the shape that all pages share. */
export function readPage(text: string): Page {
  const [title, ...sections] = text.split(/^## /m);
  const [, code, slug, intro] = /^# (\S+) (\S+)\n\n([\s\S]+)$/.exec(title!) ?? fail("no title such as `# CP2001 unknown-action`");
  const names = sections.map((section) => section.slice(0, section.indexOf("\n")));
  if (names.join() !== "Wrong,Right,How to fix") fail(`the sections are ${names.join(", ")}`);
  const [wrong, right, last] = sections.map((section) => section.slice(section.indexOf("\n") + 1).trim());
  return {
    code: code!,
    slug: slug!,
    intro: intro!.trim(),
    wrong: readExample(wrong!),
    right: readExample(right!),
    fix: last!.split(/^(?:Access Analyzer calls|Suppressible:)/m)[0]!.trim(),
    aws: readAws(/^Access Analyzer calls this (`[`\w, \n]+`)\.$/m.exec(last!)?.[1]),
    suppressible: /^Suppressible: (yes|no)\b/m.exec(last!)?.[1],
    sources: [...last!.matchAll(/^Source: \[[^\]]+\]\((\S+)\)$/gm)].map((match) => match[1]!),
    lines: text.trimEnd().split("\n").length,
  };
}

/** One name, or several. */
function readAws(names: string | undefined): Page["aws"] {
  const all = names?.split(/,\s+/).map((name) => name.slice(1, -1));
  return all?.length === 1 ? all[0] : all;
}

function fail(why: string): never {
  throw new Error(`this is no page: ${why}`);
}

function readExample(section: string): Example | undefined {
  if (/^<!-- no example: .+ -->$/m.test(section)) return undefined;
  const fences = [...section.matchAll(/^```(chimepolicy|json)(?: (\S+))?\n([\s\S]*?)^```$/gm)];
  if (fences.length === 0) fail("a section without an example");
  const files = fences.map(([, , name, text]) => [name ?? entryName, decode(text!)]);
  const given = /^<!-- params: (.+) -->$/m.exec(section)?.[1]?.split(" ") ?? [];
  return {
    language: fences[0]![1] as Example["language"],
    files: Object.fromEntries(files) as Record<string, string>,
    parameters: Object.fromEntries(given.map((pair) => pair.split("="))) as Record<string, string>,
    catalog: /^<!-- catalog: embedded -->$/m.test(section) ? "embedded" : "node",
    type: policyTypes.find((type) => new RegExp(`^<!-- policy-type: ${type} -->$`, "m").test(section)),
    imported: /^<!-- import -->$/m.test(section),
  };
}

/** What a page writes as `⟨U+202E⟩` is the character itself, which no page should hold. */
function decode(text: string): string {
  return text.replaceAll(/⟨U\+([0-9A-F]{4,6})⟩/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

/** All findings about an example; those of the linter's rules only where the page is one of theirs. */
export function findingsOf({ language, files, parameters, catalog, imported, type }: Example, rules: boolean): readonly Diagnostic[] {
  const chosen = catalog === "embedded" ? embeddedCatalog() : wholeCatalog();
  const configuration = files[configName];
  if (configuration !== undefined) return readConfig({ uri: configName, text: configuration }).diagnostics;
  const source = { uri: entryName, text: files[entryName]! };
  if (imported) return importPolicy(source.text, { catalog: chosen }).diagnostics;
  if (type !== undefined) return checkPolicy(source.text, { uri: entryName, catalog: chosen, type }).diagnostics;
  const options = { host: memoryHost(files), catalog: chosen, parameters };
  if (rules) return language === "json" ? checkPolicy(source.text, options).diagnostics : check([source], options).diagnostics;
  if (language === "json") return canonicalize(source, chosen).diagnostics;
  return [...compile([source], options).diagnostics, ...testPolicies([source], options).tests.flatMap(({ failures }) => failures)];
}

const memo: { catalog?: Catalog } = {};

/** The catalog of all services, read once. */
export function wholeCatalog(): Catalog {
  return (memo.catalog ??= nodeCatalog());
}
