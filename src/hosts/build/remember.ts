import { join } from "node:path";
import { lockName } from "../../build/lock.ts";
import { manifestName } from "../../build/manifest.ts";
import { knownUnit, type BuildState, type KnownFile, type KnownUnit } from "../../build/state.ts";
import type { NodeHost } from "../node-host.ts";
import { readTextFile } from "../read-file.ts";
import type { Build } from "./build.ts";
import { outputName } from "./outputs.ts";
import { hashOf, outputStamp, settledStamp, sourceStamp } from "./stamps.ts";

/** Whether everything stands as the last build left it, and it had nothing to say: by their stamps alone, no file is read. */
export function isSettled(
  { settled, modules, units, outputs }: BuildState,
  sources: readonly string[],
  host: NodeHost,
  folder: string,
): boolean {
  if (settled === undefined || units.size !== sources.length || !sources.every((uri) => units.has(uri))) return false;
  const isSame = (stamp: string, now: string | undefined): boolean => stamp !== "" && stamp === now;
  if (!isSame(settled.manifest.stamp, sourceStamp(join(folder, manifestName)))) return false;
  if (!isSame(settled.lock.stamp, sourceStamp(host.pathOf(lockName)))) return false;
  for (const [uri, { stamp }] of modules) if (!uri.startsWith("std/") && !isSame(stamp, sourceStamp(host.pathOf(uri)))) return false;
  for (const [file, { stamp }] of outputs) if (!isSame(stamp, outputStamp(join(folder, file)))) return false;
  return true;
}

/** What the next build may take for granted after this one, which took that of an earlier one, and whose outputs were delivered or not. */
export function stateAfter(build: Build, before: BuildState, host: NodeHost, delivered: boolean): BuildState {
  const { key, folder, modules } = build;
  const units = new Map<string, KnownUnit>();
  const outputs = new Map<string, KnownFile>();
  const now = Date.now();
  for (const unit of build.units) {
    const { uri, files } = unit;
    const known = build.compiled.has(uri) ? (build.complete.has(uri) ? knownUnit(unit) : undefined) : before.units.get(uri);
    if (known === undefined || !files.every(({ hash, standing }) => delivered || hash === standing)) continue;
    units.set(uri, known);
    for (const { name, hash, stamp = "" } of files)
      outputs.set(outputName(name), { stamp: stamp === "" ? "" : settledStamp(stamp, now), hash });
  }
  const manifest = seen(join(folder, manifestName), build.manifest ?? build.before);
  const lock = seen(host.pathOf(lockName), build.lock.after ?? build.lock.before);
  const isDone = build.diagnostics.length === 0 && manifest !== undefined && lock !== undefined;
  return { key, modules, units, outputs, settled: isDone ? { manifest, lock } : undefined };
}

/** A file that is to hold a text, if it does. */
function seen(path: string, text: string | undefined): KnownFile | undefined {
  const [stamp, now] = [sourceStamp(path), Date.now()];
  const read = readTextFile(path);
  return stamp !== undefined && "text" in read && read.text === text ? { stamp: settledStamp(stamp, now), hash: hashOf(text) } : undefined;
}
