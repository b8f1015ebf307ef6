import { runTasks, type Task, type Warm } from "../processes.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { conditionCount, writeConditions, type ConditionForm } from "../workload/conditions.ts";
import type { Size } from "../workload/write.ts";
import type { Suite } from "./suite.ts";

/** Source text to JSON text, all checks included. */
export const compile: Suite = ({ folder, workloads, installed, quick }) => {
  const time = quick ? { warmUp: 400, budget: 400 } : { warmUp: 1500, budget: 1500 };
  const forms: readonly ConditionForm[] = ["conjunctions", "alternatives"];
  for (const form of forms) writeConditions(folder, form);
  const task = (tool: string, size: Size | ConditionForm): Task => ({
    key: `${tool} ${size}`,
    tool,
    given: { folder, size, installed, ...time },
  });
  const ours = "chimepolicy compile";
  const json = "JSON.parse of what it emits";
  const cedar = "cedar-wasm parse and validate";
  const results = runTasks(
    "warm.mjs",
    [task(ours, "100k"), task(json, "100k"), task(cedar, "100k"), task(ours, "1m"), ...forms.map((form) => task(ours, form))],
    quick ? 2 : 5,
  );
  const times = (tool: string, size: Size | ConditionForm): number[] => results.get(`${tool} ${size}`)!.map(({ median }) => median);
  const large = runTasks<Pick<Warm, "first" | "peak">>("once.mjs", [task(ours, "10m")], quick ? 1 : 3).get(`${ours} 10m`)!;
  const perByte = (size: Size, list: readonly number[]): number[] => list.map((ms) => ms / workloads[size].bytes.chimepolicy);
  const rows = [
    {
      what: "compile of 100 KB, times JSON.parse of what it emits",
      measured: ratios(times(ours, "100k"), times(json, "100k")),
      goal: { most: 10 },
    },
    {
      what: "statements/s at 100 KB, times cedar-wasm's parse and validate",
      measured: ratios(times(cedar, "100k"), times(ours, "100k")),
      goal: { least: 50 },
    },
    {
      what: "ns/byte at 1 MB, times those at 100 KB",
      measured: ratios(perByte("1m", times(ours, "1m")), perByte("100k", times(ours, "100k"))),
    },
    {
      what: `${conditionCount} conditions with \`or\` and \`not\`, times as many with \`and\` alone`,
      measured: ratios(times(ours, "alternatives"), times(ours, "conjunctions")),
      goal: { most: 2 },
    },
    {
      what: "peak memory of compiling 10 MB in one run",
      measured: spreadOf(large.map(({ peak }) => peak)),
      unit: " MiB",
      goal: { most: 1024 },
    },
  ];
  return { title: "Whole compile", note: "Source text to JSON text, with every check, when warm; 10 MB once in a fresh process.", rows };
};
