import { literalText } from "./ast/literal.ts";
import type { Module } from "./ast/source.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Host, ReadProblem, ReadResult } from "./host.ts";
import { parse } from "./phases/1-parse/parse.ts";
import { standardLibrary } from "./stdlib.generated.ts";
import { didYouMean, suggest } from "./text/suggest.ts";
import { locate, type Location } from "./text/source.ts";

/** The modules of a program, imported ones before those that import them. */
export interface LoadedProgram {
  readonly modules: readonly LoadedModule[];
}

export interface LoadedModule {
  readonly module: Module;
  readonly entry: boolean;
  /** The uri that each import of the module leads to, by its text; missing where it could not be loaded. */
  readonly imports: ReadonlyMap<string, string>;
}

/** A file the user named: its uri and text, already read. */
export interface EntryFile {
  readonly uri: string;
  readonly text: string;
}

/** Parses the named files and everything they import. An import is a relative path or begins with `std/`. */
export function load(entries: readonly EntryFile[], host: Host): { program: LoadedProgram; diagnostics: readonly Diagnostic[] } {
  const { diagnostics, report } = createCollector();
  const entryTexts = new Map(entries.map(({ uri, text }) => [uri, text]));
  const done = new Map<string, LoadedModule>();
  const path: string[] = [];

  const visit = (uri: string, text: string): void => {
    const { module, diagnostics: syntax } = parse({ uri, text });
    diagnostics.push(...syntax);
    const imports = new Map<string, string>();
    path.push(uri);
    for (const { from } of module.imports) {
      const specifier = literalText(from);
      const location = locate(module.source, from);
      const target = resolveImport(uri, specifier);
      if (target === undefined) {
        report("import-outside-root", { from: specifier }, location, {
          help: "an import stays inside the project folder; copy or move the module into it",
        });
        continue;
      }
      const start = path.indexOf(target);
      if (start >= 0) {
        report("import-cycle", { path: [...path.slice(start), target].map((step) => `\`${step}\``).join(" → ") }, location, {
          help: "move what both need into a module of its own",
        });
        continue;
      }
      imports.set(specifier, target);
      if (done.has(target)) continue;
      const read = entryTexts.has(target) ? { text: entryTexts.get(target)! } : readModule(target, host);
      if ("text" in read) visit(target, read.text);
      else {
        imports.delete(specifier);
        reportUnreadable(report, specifier, read, location);
      }
    }
    path.pop();
    done.set(uri, { module, entry: entryTexts.has(uri), imports });
  };

  for (const { uri, text } of entries) if (!done.has(uri)) visit(uri, text);
  return { program: { modules: [...done.values()] }, diagnostics };
}

/** Where an import leads; undefined when it climbs out of the project root. */
function resolveImport(from: string, specifier: string): string | undefined {
  const file = specifier.endsWith(".chimepolicy") ? specifier : `${specifier}.chimepolicy`;
  if (specifier.startsWith("std/"))
    return Object.hasOwn(standardLibrary, file) ? file : file.replace(/\.chimepolicy$/, "/index.chimepolicy");
  if (!/^\.{1,2}\//.test(specifier)) return file;
  const steps = from.split("/").slice(0, -1);
  for (const step of file.split("/")) {
    if (step === "." || step === "") continue;
    if (step !== "..") steps.push(step);
    else if (steps.length === 0 || steps.at(-1) === "..") return undefined;
    else steps.pop();
  }
  return steps.join("/");
}

function readModule(uri: string, host: Host): ReturnType<Host["read"]> {
  if (!uri.startsWith("std/")) return host.read(uri);
  const text = Object.hasOwn(standardLibrary, uri) ? standardLibrary[uri] : undefined;
  return text === undefined ? { problem: "not-found" } : { text };
}

type Unread = Exclude<ReadResult, { readonly text: string }>;

const whyUnreadable: Readonly<Record<Exclude<ReadProblem, "not-found" | "outside">, string>> = {
  folder: "it is a folder",
  "not-text": "it is not UTF-8 text",
  "too-large": "it is too large",
  unreadable: "it cannot be read",
};

function reportUnreadable(report: Report, from: string, { problem, detail }: Unread, location: Location): void {
  if (problem === "outside") {
    const isOutsideItself = location.source.uri.startsWith("../");
    return report("import-outside-root", { from }, location, {
      help: isOutsideItself
        ? "this file lies outside the project folder itself, so it can import from `std/` only"
        : "a symbolic link may not lead out of the project folder",
    });
  }
  if (problem !== "not-found") {
    const why = problem === "unreadable" && detail !== undefined ? detail : whyUnreadable[problem];
    return report("unreadable-import", { from, why }, location);
  }
  const isStandard = from.startsWith("std/");
  const known = Object.keys(standardLibrary).map((uri) => uri.replace(/(\/index)?\.chimepolicy$/, ""));
  const relative = isStandard || /^\.{1,2}\//.test(from);
  const help = isStandard
    ? (didYouMean(suggest(from, known)) ?? `the standard library has ${known.map((name) => `\`${name}\``).join(", ")}`)
    : relative
      ? undefined
      : `an import is a relative path such as \`./${from}\`, or begins with \`std/\``;
  report("import-not-found", { from }, location, { help });
}
