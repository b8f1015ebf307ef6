import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { peaksOf, timeCommands, type Command } from "../processes.ts";
import type { Row } from "../report.ts";
import { ratios } from "../statistics.ts";
import { floydScript } from "../workload/print-floyd.ts";
import { rolesOf, sizes } from "../workload/write.ts";
import type { Suite } from "./suite.ts";

const folderOfPeers = join(import.meta.dirname, "..", "node_modules");
const peer = createRequire(join(import.meta.dirname, "..", "package.json"));

/** Whole processes on one small file, against a Node that does nothing and against the peers' ways to the same statements. */
export const cold: Suite = ({ folder, installed, quick }) => {
  const node = process.execPath;
  const file = join(folder, "2k.chimepolicy");
  const script = join(folder, "floyd.cjs");
  writeFileSync(script, floydScript(rolesOf(sizes["2k"]), peer.resolve("iam-floyd")));
  const base: Command = { name: "node", file: node, args: ["-e", "0"] };
  const compile: Command = { name: "chimepolicy", file: node, args: [join(installed, "bin", "chimepolicy.cjs"), "compile", file] };
  const asUsers: Command = { name: "shim", file: join(installed, "..", ".bin", "chimepolicy"), args: ["compile", file] };
  const tsp: Command = {
    name: "tsp",
    file: node,
    args: [join(folderOfPeers, "@typespec", "compiler", "cmd", "tsp.js"), "compile", join(folder, "2k.tsp"), "--no-emit"],
  };
  const floyd: Command = { name: "iam-floyd", file: node, args: [script] };
  const shim = process.platform === "win32" ? [] : [asUsers];

  const times = timeCommands([base, compile, ...shim], quick ? 7 : 25);
  const against = timeCommands([base, compile, tsp, floyd], quick ? 3 : 9);
  const peaks = peaksOf([base, compile], quick ? 3 : 9);
  const rows: Row[] = [
    {
      what: "`node chimepolicy compile`, times `node -e 0`",
      measured: ratios(times.get("chimepolicy")!, times.get("node")!),
      goal: { most: 1.7 },
    },
    ...shim.map(({ name }) => ({ what: "the same through `node_modules/.bin`", measured: ratios(times.get(name)!, times.get("node")!) })),
    {
      what: "its peak memory, times that of `node -e 0`",
      measured: ratios(peaks.get("chimepolicy")!, peaks.get("node")!),
      goal: { most: 1.5 },
    },
    {
      what: "its time, of that of `tsp compile --no-emit`",
      measured: ratios(against.get("chimepolicy")!, against.get("tsp")!),
      goal: { most: 0.167 },
    },
    {
      what: "its time, of that of an iam-floyd script",
      measured: ratios(against.get("chimepolicy")!, against.get("iam-floyd")!),
      goal: { most: 0.25 },
    },
  ];
  return {
    title: "Cold start",
    note: "Whole processes: one file of 2 KB to a document on standard output, by the packed and installed package.",
    rows,
  };
};
