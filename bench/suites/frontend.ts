import { runTasks, type Task } from "../processes.ts";
import type { Row } from "../report.ts";
import { ratios } from "../statistics.ts";
import type { Size } from "../workload/write.ts";
import type { Suite } from "./suite.ts";

const peers = ["graphql-js parse", "TypeSpec parse", "cedar-wasm parse", "JSON.parse"] as const;
const goals: Readonly<Record<string, Partial<Record<Size, number>>>> = {
  "graphql-js parse": { "100k": 1.2, "1m": 1.6 },
  "TypeSpec parse": { "100k": 2.2, "1m": 2.2 },
  "cedar-wasm parse": { "100k": 8, "1m": 8 },
};

/** Text to tree, with positions, comments and recovery, against the parsers of other languages on the same statements. */
export const frontend: Suite = ({ folder, workloads, installed, quick }) => {
  const compared = ["10k", "100k", "1m"] as const;
  const time = quick ? { warmUp: 400, budget: 400 } : { warmUp: 1200, budget: 1200 };
  const task = (tool: string, size: Size): Task => ({ key: `${tool} ${size}`, tool, given: { folder, size, installed, ...time } });
  const tasks = compared.flatMap((size) => ["chimepolicy parse", ...peers].map((tool) => task(tool, size)));
  const results = runTasks("warm.mjs", [...tasks, task("chimepolicy parse", "10m")], quick ? 2 : 5);
  const times = (tool: string, size: Size): number[] => results.get(`${tool} ${size}`)!.map(({ median }) => median);
  const perByte = (size: Size): number[] => times("chimepolicy parse", size).map((ms) => ms / workloads[size].bytes.chimepolicy);

  const rows = compared.flatMap((size) =>
    peers.map((tool): Row => {
      const least = goals[tool]?.[size];
      const measured = ratios(times(tool, size), times("chimepolicy parse", size));
      return {
        what: `statements/s at ${size}, times ${tool === "JSON.parse" ? "JSON.parse of the same as IAM JSON" : tool}`,
        measured,
        ...(least === undefined ? {} : { goal: { least } }),
      };
    }),
  );
  rows.push({ what: "ns/byte at 10 MB, times those at 100 KB", measured: ratios(perByte("10m"), perByte("100k")), goal: { most: 1.8 } });
  return {
    title: "Front end",
    note: "Text to tree when warm, each tool and input in a process of its own; more is faster, but for the last line.",
    rows,
  };
};
