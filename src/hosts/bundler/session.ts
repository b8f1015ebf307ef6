import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { Catalog } from "../../catalog/catalog.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { nodeCatalog } from "../node-catalog.ts";
import { readTextFile, reasonOf } from "../read-file.ts";
import { bundleSource, type BundledSource } from "./bundle-source.ts";
import { declarationPath, declarationText } from "./module-text.ts";
import type { Options } from "./options.ts";

/** The paths that are sources; one with a query, as `?raw`, is left to whoever knows the query. */
export const sourceFilter = /\.chimepolicy$/;

/** The sources that one run of a bundler has loaded. */
export interface Session {
  /** Compiles a source. */
  load(path: string): BundledSource;
  /** Words for each parameter of the options that none of the sources declares: most likely its name is wrong. */
  unknownParameters(): readonly string[];
  /** The sources that depend on a file. */
  dependents(path: string): readonly string[];
  /** Whether a path is that of a source which could not be compiled when it was last loaded. */
  hasFailed(path: string): boolean;
  /** What a source gives, in words for a program that imports something else; undefined for other files. */
  offerOf(path: string): string | undefined;
}

/** Begins a run of a bundler. */
export function startSession(options: Options): Session {
  const loaded = new Map<string, BundledSource>();
  let catalog: Catalog | undefined;
  return {
    load(path) {
      const compiled = bundleSource(path, options, (catalog ??= nodeCatalog()));
      const source = options.types === true && compiled.documents.length > 0 ? withDeclaration(path, compiled) : compiled;
      loaded.set(path, source);
      return source;
    },
    unknownParameters() {
      const sources = [...loaded.values()];
      // What a source with an error declares is not known.
      if (sources.length === 0 || sources.some(({ documents }) => documents.length === 0)) return [];
      const declared = new Set(sources.flatMap(({ parameters }) => parameters));
      return Object.keys(options.parameters ?? {})
        .filter((name) => !declared.has(name))
        .map((name) => {
          const near = didYouMean(suggest(name, declared));
          return `no source that is imported declares the parameter \`${name}\`${near === undefined ? "" : `: ${near}`}`;
        });
    },
    dependents: (path) =>
      [...loaded].flatMap(([source, { dependencies }]) => (dependencies.some((one) => slashed(one) === slashed(path)) ? [source] : [])),
    hasFailed: (path) => loaded.get(path)?.documents.length === 0,
    offerOf(path) {
      const source = loaded.get(path);
      return source === undefined ? undefined : offerOf(path, source);
    },
  };
}

/** What there is to import: several documents have no default. */
export function offerOf(path: string, { documents }: BundledSource): string {
  const names = documents.map(({ name }) => `\`${name}\``);
  const list =
    names.length === 1 ? `${names[0]}, which is the default too` : `${names.length} documents, to be imported by name: ${names.join(", ")}`;
  return `\`${basename(path)}\` gives ${list}`;
}

/** Vite writes paths with slashes everywhere. */
function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** A source whose declaration stands beside it. */
function withDeclaration(path: string, source: BundledSource): BundledSource {
  const target = declarationPath(path);
  const text = declarationText(source.documents);
  const standing = readTextFile(target);
  if ("text" in standing && standing.text === text) return source;
  try {
    writeFileSync(target, text);
    return source;
  } catch (error) {
    return {
      ...source,
      documents: [],
      problem: { message: `cannot write \`${target}\`: ${reasonOf(error)}`, help: "the option `types` keeps it" },
    };
  }
}
