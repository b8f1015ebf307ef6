import { join } from "node:path";
import type { BuildState, KnownFile, KnownModule } from "../../build/state.ts";
import type { BuildUnit, BuiltFile, ImportedModule } from "../../build/unit.ts";
import type { NodeHost } from "../node-host.ts";
import type { OutputFile } from "./job.ts";
import { hashOfFile, outputName } from "./outputs.ts";
import { hashOf, isSameStamp, settledStamp, type Stamps } from "./stamps.ts";

/** What an earlier build left, held against what stands there now. */
export interface KeptResults {
  readonly isSame: (module: KnownModule) => boolean;
  readonly stands: (file: BuiltFile) => boolean;
  readonly unitOf: (uri: string) => BuildUnit<OutputFile>;
  readonly otherOf: (uri: string) => ImportedModule;
  /** The modules that are the same. */
  readonly modules: ReadonlyMap<string, KnownModule>;
}

/** The results that an earlier build left, as far as they still hold. */
export function keptResults({ modules, units, outputs }: BuildState, host: NodeHost, folder: string, stamps: Stamps): KeptResults {
  const same = new Map<string, KnownModule>();
  const standing = new Map<string, KnownFile>();
  return {
    modules: same,
    isSame(module) {
      const now = sameSource(module, host, stamps);
      if (now !== undefined) same.set(module.uri, { ...module, ...now });
      return now !== undefined;
    },
    stands({ name }) {
      const file = outputName(name);
      const before = outputs.get(file);
      const now = before === undefined ? undefined : sameOutput(before, folder, file, stamps);
      if (now !== undefined) standing.set(file, now);
      return now !== undefined;
    },
    otherOf: (uri) => ({ ...modules.get(uri)!, diagnostics: [] }),
    unitOf(uri) {
      const { documents, files, grants } = units.get(uri)!;
      const { imports, parameters } = modules.get(uri)!;
      return {
        uri,
        imports,
        parameters,
        documents,
        files: files.map((file) => {
          const { hash, stamp } = standing.get(outputName(file.name))!;
          return { ...file, hash, standing: hash, stamp };
        }),
        grants,
        diagnostics: [],
      };
    },
  };
}

/** A module as it is known, with its stamp of now; undefined where its text is another one. */
function sameSource({ uri, stamp, hash }: KnownModule, host: NodeHost, { ofSource }: Stamps): KnownFile | undefined {
  if (uri.startsWith("std/")) return { stamp, hash };
  const now = ofSource(uri);
  if (now === undefined) return undefined;
  if (isSameStamp(now, stamp)) return { stamp, hash };
  const time = Date.now();
  const read = host.read(uri);
  return "text" in read && hashOf(read.text) === hash ? { stamp: settledStamp(now, time), hash } : undefined;
}

/** The same for an output. */
function sameOutput({ stamp, hash }: KnownFile, folder: string, file: string, { ofOutput }: Stamps): KnownFile | undefined {
  const now = ofOutput(file);
  if (now === undefined) return undefined;
  if (isSameStamp(now, stamp)) return { stamp, hash };
  const time = Date.now();
  return hashOfFile(join(folder, file)) === hash ? { stamp: settledStamp(now, time), hash } : undefined;
}
