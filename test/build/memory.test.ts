import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { noState, type BuildState, type Settled } from "../../src/build/state.ts";
import { memoryOfState, noMemory } from "../../src/hosts/build/memory.ts";
import { loadMemory, saveMemory } from "../../src/hosts/build/state-file.ts";

const home = mkdtempSync(join(tmpdir(), "chimepolicy-memory-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
mkdirSync(join(home, "cache"), { mode: 0o700 });
const file = join(home, "cache", "build.json");

const place = { uri: "policies/höst.chimepolicy", start: 3, end: 9 };
const state: BuildState = {
  key: "key",
  modules: new Map([
    [
      place.uri,
      { uri: place.uri, stamp: [1.25, 2, 3, 4], hash: "a", imports: [{ uri: "lib.chimepolicy", names: ["Lists"] }], parameters: ["app"] },
    ],
    ["lib.chimepolicy", { uri: "lib.chimepolicy", stamp: [], hash: "b", imports: [], parameters: [] }],
  ]),
  units: new Map([
    [
      place.uri,
      {
        documents: [{ name: "Host", place }],
        files: [{ name: "Host", documentName: "Host", size: 120 }],
        grants: [
          {
            document: "Host",
            effect: "Allow",
            expression: "chime:Lists",
            written: "chime:Lists",
            actions: ["chime:ListA", "chime:ListB"],
            place,
          },
          { document: "Host", effect: "Deny", expression: "*", written: "*", actions: undefined, place },
          { document: "Host", effect: "Deny", expression: "chime:No*", written: "chime:No*", actions: [], place },
        ],
        unused: ["Spare"],
      },
    ],
  ]),
  outputs: new Map([["Host.json", { stamp: [1, 2, 3], hash: "c" }]]),
};
const settled: Settled = { others: ["lib.chimepolicy"], outputs: ["Host.json"], sources: "s", rest: "r" };

describe("what a build remembers", () => {
  it("comes back as it was", () => {
    saveMemory(file, "key", memoryOfState(settled, state));
    const memory = loadMemory(file, "key");
    expect(memory.settled).toEqual(settled);
    expect(memory.state()).toEqual(state);
    saveMemory(file, "key", memory);
    expect(loadMemory(file, "key").state()).toEqual(state);
  });

  it("is nothing under another key, and where others could have written it", () => {
    saveMemory(file, "key", memoryOfState(settled, state));
    expect(loadMemory(file, "other")).toBe(noMemory);
    expect(loadMemory(join(home, "none.json"), "key")).toBe(noMemory);
    if (process.platform === "win32") return;
    chmodSync(file, 0o666);
    expect(loadMemory(file, "key")).toBe(noMemory);
  });

  it("is nothing where its file was damaged, wherever that was", () => {
    saveMemory(file, "key", memoryOfState(settled, state));
    const bytes = readFileSync(file);
    const begin = bytes.indexOf("\n") + 1;
    expect(bytes.length - begin).toBeGreaterThan(500);
    for (let at = begin; at < bytes.length; at += 7) {
      const spoilt = Buffer.from(bytes);
      spoilt[at] = 0;
      for (const damaged of [spoilt, bytes.subarray(0, at)]) {
        writeFileSync(file, damaged, { mode: 0o600 });
        const memory = loadMemory(file, "key");
        expect(memory.text()).toBeUndefined();
        expect(memory.state()).toBe(noState);
      }
    }
  });
});
