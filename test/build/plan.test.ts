import { assert, constantFrom, dictionary, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { plan, type Output } from "../../src/build/plan.ts";
import type { ManifestEntry } from "../../src/build/manifest.ts";

const files = ["A.json", "B.json", "C.json", "D.json"];
const text = constantFrom("one", "two", "three");
/** Some files, each with a text that stands for its hash as well. */
const folder = dictionary(constantFrom(...files), text);

const outputsOf = (texts: Readonly<Record<string, string>>): readonly Output[] =>
  Object.entries(texts).map(([file, one]) => ({ file, hash: one }));
const manifestOf = (texts: Readonly<Record<string, string>>): readonly ManifestEntry[] =>
  Object.entries(texts).map(([file, hash]) => ({
    name: file,
    file,
    kind: "identity",
    size: 1,
    limit: 6144,
    hash,
    source: "a.chimepolicy",
  }));

/** What stands there after a plan is carried out. */
function after(standing: Readonly<Record<string, string>>, { write, remove }: ReturnType<typeof plan>): Readonly<Record<string, string>> {
  const left = Object.fromEntries(Object.entries(standing).filter(([file]) => !remove.includes(file)));
  return { ...left, ...Object.fromEntries(write.map((output) => [output.file, output.hash])) };
}

describe("build/plan", () => {
  it("never touches what no build wrote, or somebody changed since", () => {
    assert(
      property(folder, folder, folder, (wanted, before, standing) => {
        const result = plan(outputsOf(wanted), manifestOf(before), (file) => standing[file], false);
        const then = after(standing, result);
        for (const [file, there] of Object.entries(standing)) if (there !== before[file]) expect(then[file]).toBe(there);
      }),
    );
  });

  it("leaves just what is wanted where all that stands there is its own", () => {
    assert(
      property(folder, folder, (wanted, before) => {
        const result = plan(outputsOf(wanted), manifestOf(before), (file) => before[file], false);
        expect(result.foreign).toEqual([]);
        expect(after(before, result)).toEqual(wanted);
      }),
    );
  });

  it("writes nothing the second time", () => {
    assert(
      property(folder, folder, folder, (wanted, before, standing) => {
        const first = plan(outputsOf(wanted), manifestOf(before), (file) => standing[file], true);
        const then = after(standing, first);
        const second = plan(outputsOf(wanted), manifestOf(wanted), (file) => then[file], false);
        expect([second.write, second.remove, second.unchanged]).toEqual([[], [], Object.keys(wanted).length]);
      }),
    );
  });

  it("says of each file in the way whose it is", () => {
    const standing: Readonly<Record<string, string>> = { "A.json": "by hand", "B.json": "by hand", "C.json": "by hand" };
    const result = plan(
      outputsOf({ "A.json": "one", "B.json": "two" }),
      manifestOf({ "B.json": "two", "C.json": "three" }),
      (file) => standing[file],
      false,
    );
    expect(result.foreign).toEqual([
      { file: "A.json", why: "not ours" },
      { file: "B.json", why: "changed" },
      { file: "C.json", why: "changed" },
    ]);
    expect(result.write).toEqual([]);
  });
});
