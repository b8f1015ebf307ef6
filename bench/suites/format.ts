import { copyFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { runTasks, timeCommands, type Command, type Task } from "../processes.ts";
import { ratios } from "../statistics.ts";
import type { Size } from "../workload/write.ts";
import type { Suite } from "./suite.ts";

const prettier = join(import.meta.dirname, "..", "..", "node_modules", "prettier");
const tools = ["chimepolicy under prettier", "prettier graphql", "chimepolicy format"] as const;

/** The plugin against prettier's own GraphQL on the same statements, and the command against prettier's. */
export const format: Suite = ({ folder, workloads, installed, quick }) => {
  // The optional peer, which is not installed with the package.
  symlinkSync(prettier, join(installed, "..", "prettier"));
  const time = quick ? { warmUp: 400, budget: 400 } : { warmUp: 1500, budget: 1500 };
  const task = (tool: string, size: Size): Task => ({ key: `${tool} ${size}`, tool, given: { folder, size, installed, ...time } });
  const compared = ["10k", "100k", "1m"] as const;
  const results = runTasks(
    "warm.mjs",
    compared.flatMap((size) => tools.map((tool) => task(tool, size))),
    quick ? 2 : 5,
  );
  const times = (tool: string, size: Size): number[] => results.get(`${tool} ${size}`)!.map(({ median }) => median);
  const perByte = (size: Size): number[] => times(tools[0], size).map((ms) => ms / workloads[size].bytes.chimepolicy);

  const { fmt, graphql } = commands(folder, installed);
  const cold = timeCommands([fmt, graphql], quick ? 5 : 15);
  return {
    title: "Formatting",
    note: "The plugin under prettier, and `format` without it, when warm, each tool and input in a process of its own, and whole processes that check one file of 2 KB.",
    rows: [
      ...compared.map((size) => ({
        what: `the plugin at ${size}, of the time prettier takes for the same as GraphQL`,
        measured: ratios(times(tools[0], size), times(tools[1], size)),
        ...(size === "100k" ? { goal: { most: 0.5 } } : {}),
      })),
      ...compared.map((size) => ({
        what: `the same without prettier at ${size}`,
        measured: ratios(times(tools[2], size), times(tools[1], size)),
      })),
      { what: "ns/byte at 1 MB, times those at 100 KB", measured: ratios(perByte("1m"), perByte("100k")), goal: { most: 2 } },
      {
        what: "`chimepolicy fmt --check`, of the time of `prettier --check` of the same as GraphQL",
        measured: ratios(cold.get(fmt.name)!, cold.get(graphql.name)!),
        goal: { most: 0.7 },
      },
    ],
  };
};

/** Both checks, of files that are formatted. */
function commands(folder: string, installed: string): { readonly fmt: Command; readonly graphql: Command } {
  const node = process.execPath;
  const [ours, theirs] = ["formatted.chimepolicy", "formatted.graphql"].map((name) => join(folder, name)) as [string, string];
  copyFileSync(join(folder, "2k.chimepolicy"), ours);
  copyFileSync(join(folder, "2k.graphql"), theirs);
  const fmt = { name: "fmt", file: node, args: [join(installed, "bin", "chimepolicy.cjs"), "fmt", ours] };
  const graphql = { name: "prettier", file: node, args: [join(prettier, "bin", "prettier.cjs"), "--write", theirs] };
  timeCommands([fmt, graphql], 1, 0);
  return {
    fmt: { ...fmt, args: [...fmt.args, "--check"] },
    graphql: { ...graphql, args: [...graphql.args.slice(0, 1), "--check", theirs] },
  };
}
