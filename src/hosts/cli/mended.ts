import { createTwoFilesPatch } from "diff";
import { sync as writeFileAtomic } from "write-file-atomic";
import { count, visible } from "../../diagnostics/render/words.ts";
import { reasonOf } from "../read-file.ts";
import { err, out, UsageError } from "./console.ts";
import type { Inputs } from "./inputs.ts";
import type { Mended } from "./mend.ts";

const mostTitles = 20;

/** Writes what was mended, each file as a whole, and says what it was. */
export function writeMended({ files, made }: Mended, { files: before, host, fileOf }: Inputs): void {
  const changed = files.filter(({ text }, index) => text !== before[index]!.text);
  if (changed.length === 0) return;
  for (const { uri, text } of changed) {
    try {
      writeFileAtomic(host.pathOf(uri), text);
    } catch (error) {
      throw new UsageError(`cannot write \`${fileOf(uri)}\`: ${reasonOf(error)}`);
    }
  }
  const order = new Map(before.map(({ uri }, index) => [uri, index]));
  const sorted = made.toSorted((a, b) => order.get(a.uri)! - order.get(b.uri)!);
  const lines = sorted
    .slice(0, mostTitles)
    .map(({ uri, line, column, title }) => `  ${visible(`${fileOf(uri)}:${line}:${column}: ${title}`)}\n`);
  const more = made.length > mostTitles ? `  … and ${made.length - mostTitles} more\n` : "";
  err(`mended ${count(made.length, "place")} in ${count(changed.length, "file")}\n${lines.join("")}${more}\n`);
}

/** Prints what mending would change, as a diff that `git apply` takes. */
export function printMended({ files }: Mended, { files: before, fileOf }: Inputs): void {
  for (const [index, { uri, text }] of files.entries()) {
    const old = before[index]!.text;
    if (text === old) continue;
    out(
      createTwoFilesPatch(`a/${fileOf(uri)}`, `b/${fileOf(uri)}`, old, text, undefined, undefined, {
        headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
      }),
    );
  }
}
