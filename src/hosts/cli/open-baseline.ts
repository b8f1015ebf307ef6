import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Slug } from "../../diagnostics/codes/index.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { applyLevels, type Levels } from "../../diagnostics/levels.ts";
import { count, visible } from "../../diagnostics/render/words.ts";
import { err, UsageError } from "./console.ts";
import type { Inputs } from "./inputs.ts";

/** The baseline of a project where no other file is named. */
const baselineName = "chimepolicy.baseline.json";

export interface OpenBaseline {
  /** The findings less those of the baseline, with what is stale in it. */
  readonly reduce: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  /** Writes the findings into the baseline, and gives those that it takes not. */
  readonly update: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
}

/** The baseline of a run: the file that was named, or that of the project; undefined where there is none and none is to be written. */
export async function openBaseline(
  named: string | undefined,
  isUpdate: boolean,
  { host, files, fileOf }: Inputs,
  levels: Levels,
): Promise<OpenBaseline | undefined> {
  const path = named === undefined ? join(host.root, baselineName) : resolve(named);
  if (!isUpdate && !existsSync(path)) {
    if (named === undefined) return undefined;
    throw new UsageError(`there is no baseline \`${named}\``, "`--update-baseline` writes it");
  }
  const { applyBaseline, baselineText, canWait, readBaseline, writeBaseline } = await import("./baseline.ts");
  const { createPathOf } = await import("./known-by.ts");
  const uri = host.uriOf(path);
  const entries = readBaseline(path, uri, fileOf(uri)) ?? [];
  const checked = new Set(files.map((file) => file.uri));
  const pathOf = createPathOf();
  // A rule that is off finds nothing, and its entries are not stale for that.
  const mayBeFound = ({ rule }: { readonly rule: string }): boolean => !Object.hasOwn(levels, rule) || levels[rule as Slug] !== "off";
  return {
    reduce: (diagnostics) => applyLevels(applyBaseline(diagnostics, entries.filter(mayBeFound), checked, pathOf), levels),
    update(diagnostics) {
      const text = baselineText(diagnostics, entries, checked, pathOf);
      writeBaseline(path, fileOf(uri), text);
      const waiting = diagnostics.filter(canWait);
      err(`put ${count(waiting.length, "finding")} about ${count(checked.size, "file")} into ${visible(fileOf(uri))}\n`);
      return diagnostics.filter((one) => !canWait(one));
    },
  };
}
