import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile, type CompileOptions, type CompileResult } from "../src/compile.ts";
import { renderTerminal } from "../src/diagnostics/render/terminal.ts";
import { applyFixes } from "../src/fix.ts";
import { memoryHost } from "../src/host.ts";
import { nodeCatalog } from "../src/hosts/node-catalog.ts";

/** What `options.json` of a sample may hold. */
interface SampleOptions extends Pick<CompileOptions, "parameters" | "expand" | "minify"> {
  /** The files that are named, as on a command line; `input.chimepolicy` alone where none are given. */
  readonly entries?: readonly string[];
  /** How a sample should come out, where the compiler does not do so yet: `it.fails`, with the reason. */
  readonly fails?: string;
}

/** One sample folder: its sources, and what they lead to. */
export interface Sample {
  readonly name: string;
  readonly folder: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly options: SampleOptions;
}

const extension = ".chimepolicy";
const fixedName = `fixed${extension}`;
const updates = process.env["UPDATE_SNAPSHOTS"] === "1";

/** The catalog of all services, read once for all tests of a file. */
export const catalog = nodeCatalog();

/** Declares one test for each sample folder beside a test file: `defineSamples("3-check", import.meta.url)`. */
export function defineSamples(room: string, testFile: string): void {
  const folder = fileURLToPath(new URL("samples", testFile));
  describe(room, () => {
    for (const sample of readSamples(folder)) {
      const test = sample.options.fails === undefined ? it : it.fails;
      test(sample.name.replaceAll("-", " "), () => checkSample(sample));
    }
  });
}

/** All samples of a folder, by name. */
export function readSamples(folder: string): readonly Sample[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readSample(name, join(folder, name)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readSample(name: string, folder: string): Sample {
  const sources: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (entry.endsWith(extension) && entry !== fixedName) sources[entry] = readFileSync(join(folder, entry), "utf8");
  }
  const optionsFile = join(folder, "options.json");
  const options = existsSync(optionsFile) ? (JSON.parse(readFileSync(optionsFile, "utf8")) as SampleOptions) : {};
  return { name, folder, sources, options };
}

/** Compiles the sources of a sample, some of them changed. */
export function compileSample({ options, sources }: Sample, changed: ReadonlyMap<string, string> = new Map()): CompileResult {
  const texts = { ...sources, ...Object.fromEntries(changed) };
  const { entries = [`input${extension}`], parameters, expand = false, minify = false } = options;
  return compile(
    entries.map((uri) => ({ uri, text: texts[uri]! })),
    { catalog, host: memoryHost(texts), expand, minify, ...(parameters === undefined ? {} : { parameters }) },
  );
}

function checkSample(sample: Sample): void {
  const { folder } = sample;
  const { diagnostics, files } = compileSample(sample);
  for (const { location } of diagnostics.flatMap((found) => [found, ...found.related])) {
    expect(location.start, "a span begins in its file").toBeGreaterThanOrEqual(0);
    expect(location.end, "a span ends in its file").toBeLessThanOrEqual(location.source.text.length);
  }
  compareFile(join(folder, "diagnostics.txt"), renderTerminal(diagnostics, { color: false }));

  const expected = join(folder, "expected");
  const wanted = existsSync(expected) ? readdirSync(expected) : [];
  if (updates) for (const name of wanted) rmSync(join(expected, name));
  else expect(wanted.toSorted(), "the documents that are emitted").toEqual(files.map(({ name }) => `${name}.json`).toSorted());
  for (const { name, text } of files) compareFile(join(expected, `${name}.json`), text);

  const fixes = applyFixes(diagnostics);
  const remaining = fixes.size === 0 ? [] : compileSample(sample, fixes).diagnostics;
  compareFile(join(folder, fixedName), fixes.get(`input${extension}`) ?? "");
  compareFile(join(folder, "fixed.txt"), renderTerminal(remaining, { color: false }));
}

/** Compares a text with a file of the sample, or writes it there; no file stands for no text. */
function compareFile(path: string, text: string): void {
  if (!updates) {
    expect(text, path).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
    return;
  }
  if (text === "") rmSync(path, { force: true });
  else {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
}
