import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Module } from "../../src/ast/source.ts";
import { compile } from "../../src/compile.ts";
import { memoryHost } from "../../src/host.ts";
import { tree, writeCondition } from "../compile/support/condition-tree.ts";
import { program } from "../compile/support/model.ts";
import { write, type Written } from "../compile/support/write.ts";
import { catalog, readSamples } from "../suite.ts";
import { format, formatAlone, formatInPage, isSound } from "./support/format.ts";
import { gapsOf, withComments, type Style } from "./support/gaps.ts";
import { commentsOf, normalTree, readModule } from "./support/normal.ts";
import { suppressionsOf, withSuppressions } from "./support/suppressions.ts";
import { everything } from "./support/everything.ts";

const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const runs = (count: number, long = count * 50): { numRuns: number } => ({ numRuns: isLong ? long : count });
const seed = fc.integer();
const styles: readonly Style[] = ["endOfLine", "ownLine", "apart"];

/** Formats a text and holds the result against it. Where the text is formatted already, no comment may change places. */
async function checkFormat(text: string, isFormatted = false, withPrettier = true): Promise<string> {
  const formatted = formatAlone(text);
  if (withPrettier) expect(await format(text), text).toBe(formatted);
  const [before, after] = [text, formatted].map(readModule) as [Module, Module];
  expect(normalTree(after), text).toEqual(normalTree(before));
  expect(suppressionsOf(after), text).toEqual(suppressionsOf(before));
  const [given, kept] = [before, after].map(commentsOf) as [readonly string[], readonly string[]];
  if (isFormatted) expect(kept, text).toEqual(given);
  else expect(kept.toSorted(), text).toEqual(given.toSorted());
  expect(formatAlone(formatted), text).toBe(formatted);
  return formatted;
}

function meaningOf(files: Written): unknown {
  const { files: documents, diagnostics } = compile([{ uri: "input.chimepolicy", text: files["input.chimepolicy"]! }], {
    catalog,
    host: memoryHost(files),
  });
  // Messages quote what they speak of as it is written, and name the first of several.
  return { documents: documents.map(({ name, text }) => ({ name, text })), findings: diagnostics.map(({ code }) => code).toSorted() };
}

/** Comments in a third of the gaps, in every style. */
function scatter(from: number): () => Style | undefined {
  let state = from;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  return () => (next(3) === 0 ? styles[next(3)] : undefined);
}

describe("tools/format, what it keeps", () => {
  it("keeps the tree, the bytes, the findings and the comments of programs, however they are written", async () => {
    await fc.assert(
      fc.asyncProperty(program, seed, async (model, style) => {
        const written = write(model, style);
        const entries = await Promise.all(Object.entries(written).map(async ([uri, text]) => [uri, await checkFormat(text)] as const));
        expect(meaningOf(Object.fromEntries(entries))).toEqual(meaningOf(written));
      }),
      runs(80),
    );
  });

  it("keeps what conditions say", async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (one) => {
        const { text, declarations } = writeCondition(one);
        const source = [...declarations, `role Host { allow chime:CreateMeeting when ${text} }`].join("\n");
        const formatted = await checkFormat(source);
        expect(meaningOf({ "input.chimepolicy": formatted })).toEqual(meaningOf({ "input.chimepolicy": source }));
      }),
      runs(80),
    );
  });

  it("keeps every comment at its place in programs, wherever it is put", async () => {
    const many = runs(25, 10_000);
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(program, seed, async (model, style) => {
        const isChosen = scatter(style);
        const text = withSuppressions(write(model, style)["input.chimepolicy"]!, () => isChosen() !== undefined);
        const formatted = await format(text);
        const everywhere = (gap: number): Style => styles[Math.abs(gap + style) % 3]!;
        for (const [one, isFormatted] of [
          [text, false],
          [formatted, true],
        ] as const) {
          const commented = withComments(one, everywhere);
          if (!isSound(commented)) continue;
          await checkFormat(commented, isFormatted);
          checked += 1;
        }
      }),
      many,
    );
    expect(checked).toBe(2 * many.numRuns);
  });

  it("gives the same with prettier and without, whole and in a page, however long lines are", async () => {
    await fc.assert(
      fc.asyncProperty(program, seed, async (model, style) => {
        const text = write(model, style)["input.chimepolicy"]!;
        for (const one of [text, await format(text)]) {
          const commented = withComments(one, scatter(style));
          if (!isSound(commented)) continue;
          expect(await formatInPage(commented), commented).toBe(await checkFormat(commented, one !== text));
          const lines = { printWidth: 1 + (Math.abs(style) % 140), tabWidth: Math.abs(style) % 9, useTabs: style % 2 === 0 };
          expect(await formatInPage(commented, lines), commented).toBe(formatAlone(commented, lines));
        }
      }),
      runs(25, 2000),
    );
  });

  it.each(["//", "///"])("keeps a comment in every gap of every construct: %s", async (slashes) => {
    const formatted = await format(everything);
    for (const text of [everything, formatted]) {
      const isOrdered = text === formatted && slashes === "//";
      const check = async (choose: (gap: number) => Style | undefined, withPrettier = true): Promise<void> => {
        const commented = withComments(text, choose, slashes);
        if (isSound(commented)) await checkFormat(commented, isOrdered, withPrettier);
      };
      for (const style of styles) await check(() => style);
      for (const at of gapsOf(text).keys()) {
        // The gate takes every second gap of the text as it stands, and the others of the formatted one.
        if (!isLong && at % 2 !== (text === formatted ? 1 : 0)) continue;
        for (const style of isLong ? styles : [styles[at % 3]!])
          await check((gap) => (gap === at ? style : undefined), isLong || at % 10 === 0);
      }
      for (let from = 0; from < 10; from++) await check(scatter(from));
    }
  });

  const samples = ["check", "diagnostics", "parse", "resolve"].flatMap((room) =>
    readSamples(new URL(`../${room}/samples`, import.meta.url).pathname),
  );
  it("keeps the bytes and the findings of every sample that can be read", async () => {
    let count = 0;
    for (const { sources } of samples) {
      if (sources["input.chimepolicy"] === undefined || !Object.values(sources).every(isSound)) continue;
      count += 1;
      const entries = await Promise.all(Object.entries(sources).map(async ([uri, text]) => [uri, await checkFormat(text)] as const));
      expect(meaningOf(Object.fromEntries(entries)), sources["input.chimepolicy"]).toEqual(meaningOf(sources));
    }
    expect(count).toBeGreaterThan(100);
  });
});
