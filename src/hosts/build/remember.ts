import { join } from "node:path";
import { lockName } from "../../build/lock.ts";
import { manifestName } from "../../build/manifest.ts";
import { knownUnit, type BuildState, type KnownFile, type KnownUnit, type Settled, type Stamp } from "../../build/state.ts";
import type { NodeHost } from "../node-host.ts";
import { readTextFile } from "../read-file.ts";
import type { Build } from "./build.ts";
import { outputName } from "./outputs.ts";
import { digestOf, outputStamp, sourceStamp, type Stamps } from "./stamps.ts";

/** Whether sources stand as they did: by the stamps alone, no file is read. */
export function sourcesStand(settled: Settled, sources: readonly string[], { ofSource }: Stamps): boolean {
  return digestOf(sources, ofSource) === settled.sources;
}

/** The same of all that is no source. */
export function restStands({ others, outputs, rest }: Settled, stamps: Stamps): boolean {
  return digestOfRest(others, outputs, stamps) === rest;
}

function digestOfRest(others: readonly string[], outputs: readonly string[], { ofSource, ofOutput }: Stamps): string | undefined {
  const [ours, theirs] = [digestOf([...outputs, manifestName], ofOutput), digestOf([...others, lockName], ofSource)];
  return ours === undefined || theirs === undefined ? undefined : `${ours} ${theirs}`;
}

/** What the next build may take for granted after this one, which took that of an earlier one, and whose outputs were delivered or not. */
export function stateAfter(build: Build, before: BuildState, delivered: boolean): BuildState {
  const { key, modules } = build;
  const units = new Map<string, KnownUnit>();
  const outputs = new Map<string, KnownFile>();
  for (const unit of build.units) {
    const { uri, files } = unit;
    const known = build.compiled.has(uri) ? (build.complete.has(uri) ? knownUnit(unit) : undefined) : before.units.get(uri);
    if (known === undefined || !files.every(({ hash, standing }) => delivered || hash === standing)) continue;
    units.set(uri, known);
    for (const { name, hash, stamp = [] } of files) outputs.set(outputName(name), { stamp, hash });
  }
  return { key, modules, units, outputs };
}

/** How a project stands after a build; undefined where that left something to do or to say. */
export function settledAfter(build: Build, { modules, units, outputs }: BuildState, host: NodeHost): Settled | undefined {
  const { folder, diagnostics, manifest, before, lock } = build;
  if (diagnostics.length > 0 || units.size < build.units.length) return undefined;
  const stampOfManifest = stampOf(join(folder, manifestName), manifest ?? before, outputStamp);
  const stampOfLock = stampOf(host.pathOf(lockName), lock.after ?? lock.before, sourceStamp);
  const others = [...modules.keys()].filter((uri) => !units.has(uri) && !uri.startsWith("std/"));
  const files = [...outputs.keys()];
  const sources = build.units.map(({ uri }) => uri);
  const digest = digestOf(sources, (uri) => modules.get(uri)!.stamp);
  const rest = digestOfRest(others, files, {
    ofSource: (uri) => (uri === lockName ? stampOfLock : modules.get(uri)!.stamp),
    ofOutput: (file) => (file === manifestName ? stampOfManifest : outputs.get(file)!.stamp),
  });
  return digest === undefined || rest === undefined ? undefined : { others, outputs: files, sources: digest, rest };
}

/** The stamp of a file that is to hold a text, if it does. */
function stampOf(path: string, text: string | undefined, look: (path: string) => Stamp | undefined): Stamp | undefined {
  const stamp = look(path);
  const read = readTextFile(path);
  return "text" in read && read.text === text ? stamp : undefined;
}
