import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import type { BuildUnit } from "../../build-part.ts";
import { lockName } from "../../build/lock.ts";
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
  const written = [...plan.write, ...(manifest === undefined ? [] : [manifest])].map(({ file, text }) =>
    patch(`${outDir}/${file}`, join(folder, file), text),
  );
  const removed = plan.remove.map((file) => patch(`${outDir}/${file}`, join(folder, file), undefined));
  return [...written, ...removed, ...(lock === undefined ? [] : [patch(lockName, join(root, lockName), lock)])].join("");
}

function patch(shown: string, path: string, after: string | undefined): string {
  const read = readTextFile(path);
  const before = "text" in read ? read.text : undefined;
  const [from, to] = [before === undefined ? "/dev/null" : `a/${shown}`, after === undefined ? "/dev/null" : `b/${shown}`];
  return createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, { context: 3 }).replace(/^=+\n/, "");
}
