import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { lockName } from "../../build/lock.ts";
import { manifestName } from "../../build/manifest.ts";
import type { BuildUnit } from "../../build/unit.ts";
import { count } from "../../diagnostics/render/words.ts";
import type { Build } from "../build/build.ts";
import { readTextFile } from "../read-file.ts";

/** What a build would give, a line a document. */
export function listing(units: readonly BuildUnit[], outDir: string): string {
  const rows = units.flatMap(({ uri, files }) =>
    files.map(({ name, size }) => [`${outDir}/${name}.json`, `${size} characters`, uri] as const),
  );
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  return rows.map(([file, size, source]) => `${file.padEnd(widths[0]!)}  ${size.padStart(widths[1]!)}  ${source}\n`).join("");
}

/** How what stands in the output folder differs from what a build would leave, as a unified diff. */
export function differences({ plan, manifest, folder, lock }: Build, root: string, outDir: string): string {
  const manifests = manifest === undefined ? [] : [{ file: manifestName, text: manifest }];
  const written = [...plan.write, ...manifests].map(({ file, text }) => patch(`${outDir}/${file}`, join(folder, file), text));
  const removed = plan.remove.map((file) => patch(`${outDir}/${file}`, join(folder, file), undefined));
  return [...written, ...removed, ...(lock.after === undefined ? [] : [patch(lockName, join(root, lockName), lock.after)])].join("");
}

function patch(shown: string, path: string, after: string | undefined): string {
  const read = readTextFile(path);
  const before = "text" in read ? read.text : undefined;
  const [from, to] = [before === undefined ? "/dev/null" : `a/${shown}`, after === undefined ? "/dev/null" : `b/${shown}`];
  return createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, { context: 3 }).replace(/^=+\n/, "");
}

/** What a build did, in a line. */
export function summary({ write, remove, unchanged }: Counts, wroteManifest: boolean, outDir: string): string {
  const parts = [
    `${write.length} written`,
    ...(remove.length === 0 ? [] : [`${remove.length} removed`]),
    ...(unchanged === 0 ? [] : [`${unchanged} unchanged`]),
  ];
  const isNothing = write.length + remove.length === 0 && !wroteManifest;
  return `${count(write.length + unchanged, "document")} in ${outDir}: ${isNothing ? "nothing to do" : parts.join(", ")}\n`;
}

interface Counts {
  readonly write: readonly unknown[];
  readonly remove: readonly unknown[];
  readonly unchanged: number;
}

/** That what is committed is what a build gives. */
export function upToDate(outDir: string): string {
  return `${outDir} is up to date\n`;
}
