import { embeddedCatalog } from "../../src/embedded-catalog.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import { runTasks, type Task } from "../processes.ts";
import type { Row } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import type { Suite } from "./suite.ts";

interface Load {
  /** Milliseconds from loaded code to the data. */
  readonly use: number;
  /** Milliseconds with loading the code. */
  readonly whole: number;
  readonly rss: number;
}

/** Loading AWS's actions, and expanding wildcards over them, against the packages of cloud-copilot. */
export const catalog: Suite = ({ folder, installed, quick }) => {
  const task = (tool: string, kind = "", given: Task["given"] = {}): Task => ({
    key: `${tool} ${kind}`,
    tool,
    given: { folder, installed, ...given },
  });
  const loads = runTasks<Load>(
    "once.mjs",
    ["chimepolicy: Chime", "iam-data: Chime", "chimepolicy: every service", "iam-data: every service"].map((tool) => task(tool)),
    quick ? 3 : 11,
  );
  const load = (tool: string, part: keyof Load): number[] => loads.get(`${tool} `)!.map((one) => one[part]);

  const kinds = patterns();
  const time = quick ? { warmUp: 200, budget: 200 } : { warmUp: 800, budget: 800 };
  const expanders = ["chimepolicy expand", "iam-expand"].flatMap((tool) =>
    Object.entries(kinds).map(([kind, list]) => task(tool, kind, { patterns: list, ...time })),
  );
  const expanded = runTasks("warm.mjs", expanders, quick ? 2 : 5);
  const times = (tool: string, kind: string): number[] => expanded.get(`${tool} ${kind}`)!.map(({ median }) => median);
  const faster = (what: string, kind: string, least?: number): Row => ({
    what: `${what}, times faster than iam-expand`,
    measured: ratios(times("iam-expand", kind), times("chimepolicy expand", kind)),
    ...(least === undefined ? {} : { goal: { least } }),
  });
  const of = (what: string, part: keyof Load, name: string, most?: number): Row => ({
    what,
    measured: ratios(load(`chimepolicy: ${name}`, part), load(`iam-data: ${name}`, part)),
    ...(most === undefined ? {} : { goal: { most } }),
  });
  return {
    title: "Catalog",
    note: "Loading in fresh processes from loaded code to the data, of iam-data's time for the same; expansion when warm, to the last name of the list that a caller gets. Patterns that differ are more than are remembered; the list for `*` is made once, and handed out as it is.",
    rows: [
      of("Chime's actions, resource types and keys", "use", "Chime", 0.1),
      of("the same with loading the code", "whole", "Chime"),
      of("every service", "use", "every service", 0.05),
      { what: "memory of every service", measured: spreadOf(load("chimepolicy: every service", "rss")), unit: " MiB", goal: { most: 12 } },
      faster("prefixes that differ (`s3:Get*`)", "prefixes", 100),
      faster("`chime:Get*` again and again", "prefix", undefined),
      faster("infixes that differ (`s3:*Object*`)", "infixes", 5),
      faster("`s3:*Object*` again and again", "infix", undefined),
      faster("`*`", "everything", 30),
    ],
  };
};

/** Patterns of each kind; those that differ are so many per service that no memory of them holds. */
function patterns(): Readonly<Record<string, readonly string[]>> {
  const all = nodeCatalog();
  const services = ["ec2", "s3", "sagemaker", "iam"].map((prefix) => all.service(prefix)!).concat(embeddedCatalog().service("chime")!);
  const prefixes = services.flatMap(({ prefix, actions }) =>
    unique(actions.flatMap(({ name }) => [3, 5, 8, 12].map((length) => `${prefix}:${name.slice(0, length)}*`))),
  );
  const infixes = services.flatMap(({ prefix, actions }) =>
    unique(actions.flatMap(({ name }) => [3, 5, 7].map((at) => `${prefix}:*${name.slice(at, at + 6)}*`))),
  );
  return { prefixes, prefix: ["chime:Get*"], infixes, infix: ["s3:*Object*"], everything: ["*"] };
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
