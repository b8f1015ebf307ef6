import type { KnownModule } from "../../build/state.ts";
import type { BuildUnit, ImportedModule } from "../../build/unit.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { JobResult, OutputFile, OutputPlace, Unreadable } from "./job.ts";

/** What keeps a project from being compiled. */
export interface Problems {
  readonly unreadable: readonly Unreadable[];
  /** Why outputs cannot be written. */
  readonly unwritable?: string;
}

/** What jobs bring in, one after the other. */
export interface Harvest {
  readonly units: ReadonlyMap<string, BuildUnit<OutputFile>>;
  readonly modules: ReadonlyMap<string, KnownModule>;
  /** Imported modules that were not among the sources of a job; among those of another one, perhaps. */
  readonly others: ReadonlyMap<string, ImportedModule>;
  /** What is wrong in them. */
  readonly errors: readonly Diagnostic[];
  readonly complete: ReadonlySet<string>;
  readonly problems: Problems;
  readonly add: (result: JobResult) => void;
  /** The place for the outputs of one more job. */
  readonly placeFor: (place: OutputPlace) => OutputPlace;
}

/** Nothing brought in yet. */
export function createHarvest(): Harvest {
  const units = new Map<string, BuildUnit<OutputFile>>();
  const modules = new Map<string, KnownModule>();
  const others = new Map<string, ImportedModule>();
  const errors: Diagnostic[] = [];
  const complete = new Set<string>();
  const problems: { unreadable: Unreadable[]; unwritable?: string } = { unreadable: [] };
  const counts = { places: 0 };
  return {
    units,
    modules,
    others,
    errors,
    complete,
    problems,
    add(result) {
      for (const unit of result.units) units.set(unit.uri, unit);
      if (result.complete) for (const { uri } of result.units) complete.add(uri);
      problems.unreadable.push(...result.unreadable);
      if (result.unwritable !== undefined) problems.unwritable = result.unwritable;
      for (const other of result.others) {
        others.set(other.uri, other);
        errors.push(...other.diagnostics.filter(({ severity }) => severity === "error"));
      }
      for (const module of result.modules) {
        const other = modules.get(module.uri);
        // What changed between two jobs is to be like nothing that is seen later.
        modules.set(module.uri, other === undefined || other.hash === module.hash ? module : unlikeAny(module));
      }
    },
    placeFor: ({ folder, keep }) => ({
      folder,
      keep: typeof keep === "string" ? keep : { aside: keep.aside, prefix: `${keep.prefix}${counts.places++}-` },
    }),
  };
}

/** A module as it is known, so that none is taken for the same. */
export function unlikeAny(module: KnownModule): KnownModule {
  return { ...module, stamp: [], hash: "" };
}
