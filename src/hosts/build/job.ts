import { join } from "node:path";
import { buildPart, type BuildOptions, type TextFile } from "../../build-part.ts";
import type { BuildUnit, BuiltFile, ImportedModule, ModuleFacts } from "../../build/unit.ts";
import type { KnownFile, KnownModule, Stamp } from "../../build/state.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Host, ReadResult } from "../../host.ts";
import type { EntryFile } from "../../load.ts";
import type { NodeHost } from "../node-host.ts";
import { isMissing, reasonOf } from "../read-file.ts";
import { hashOfFile, outputName, writeInto } from "./outputs.ts";
import { hashOf, outputStamp, settledStamp, sourceStamp } from "./stamps.ts";

/** Some sources of a project to be compiled: all that it takes, as data. */
export interface Job {
  readonly root: string;
  readonly sources: readonly string[];
  readonly options: Omit<BuildOptions, "host" | "catalog">;
  /** Where the documents will be, and what becomes of those that are not there yet. */
  readonly outputs: OutputPlace;
}

export interface OutputPlace {
  readonly folder: string;
  /** They are written aside into a folder, kept as text, or only counted. */
  readonly keep: { readonly aside: string; readonly prefix: string } | "text" | "nothing";
}

/** What comes of a job. */
export interface JobResult {
  readonly units: readonly BuildUnit<OutputFile>[];
  /** The modules that were read for it, of the project or not. */
  readonly modules: readonly KnownModule[];
  /** Those that are not among the sources. */
  readonly others: readonly ImportedModule[];
  readonly complete: boolean;
  /** Sources that cannot be read; then nothing is compiled. */
  readonly unreadable: readonly Unreadable[];
  /** Why the outputs cannot be written aside. */
  readonly unwritable?: string;
}

/** A document, and how it compares with what stands in its place. */
export interface OutputFile extends BuiltFile {
  readonly hash: string;
  /** The hash of what stands there; undefined where nothing does. */
  readonly standing: string | undefined;
  /** Where it has been written to. */
  readonly aside?: string;
  /** What the file system says of it, where it stands already or lies aside. */
  readonly stamp?: Stamp;
  readonly text?: string;
}

export interface Unreadable {
  readonly uri: string;
  readonly why: Exclude<ReadResult, { readonly text: string }>;
}

/** Compiles some sources. What is made of them is let go before the next job comes, which keeps memory small and collections short. */
export function runJob({ sources, options, outputs }: Job, host: NodeHost, catalog: Catalog): JobResult {
  const seen = new Map<string, KnownFile>();
  /** Reads a file and remembers what it was: its stamp from before, so that a change meanwhile shows later. */
  const note = (uri: string, read: () => ReadResult): ReadResult => {
    const stamp = sourceStamp(host.pathOf(uri)) ?? [];
    const now = Date.now();
    const result = read();
    if ("text" in result) seen.set(uri, { stamp: settledStamp(stamp, now), hash: hashOf(result.text) });
    return result;
  };
  const entries: EntryFile[] = [];
  const unreadable: Unreadable[] = [];
  for (const uri of sources) {
    const result = note(uri, () => host.readAnywhere(host.pathOf(uri)));
    if ("text" in result) entries.push({ uri, text: result.text });
    else unreadable.push({ uri, why: result });
  }
  if (unreadable.length > 0) return { ...nothing, unreadable };
  const watching: Host = { read: (uri) => note(uri, () => host.read(uri)) };
  const { units, imported, complete } = buildPart(entries, { ...options, host: watching, catalog });
  const known = ({ uri, imports, parameters }: ModuleFacts): KnownModule => ({ uri, imports, parameters, ...(seen.get(uri) ?? standard) });
  const modules = [...units, ...imported].map(known);
  try {
    const placed = units.map((unit, index) => ({
      ...unit,
      files: unit.files.map((file, part) => place(file, `${index}-${part}`, outputs)),
    }));
    return { units: placed, modules, others: imported, complete, unreadable };
  } catch (error) {
    return { ...nothing, unwritable: reasonOf(error) };
  }
}

const nothing: JobResult = { units: [], modules: [], others: [], complete: false, unreadable: [] };

/** The standard library is part of the program, and changes with it alone. */
const standard: KnownFile = { stamp: [], hash: "" };

function place({ text, ...file }: TextFile, id: string, { folder, keep }: OutputPlace): OutputFile {
  const hash = hashOf(text);
  const target = join(folder, outputName(file.name));
  const [stamp, now] = [outputStamp(target), Date.now()];
  // To open what is not there takes longer than to look, and in a first build nothing is.
  const standing = stamp === undefined && isMissing(target) ? undefined : hashOfFile(target);
  if (standing === hash) return { ...file, hash, standing, stamp: settledStamp(stamp ?? [], now) };
  if (keep === "nothing") return { ...file, hash, standing };
  if (keep === "text") return { ...file, hash, standing, text };
  const aside = writeInto(keep.aside, `${keep.prefix}${id}`, text);
  return { ...file, hash, standing, aside, stamp: outputStamp(aside) ?? [] };
}
