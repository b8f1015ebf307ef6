import { runTasks, type Task } from "../processes.ts";
import type { Row } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { writePolicies } from "../workload/policies.ts";
import type { Suite } from "./suite.ts";

interface RuleTimes {
  readonly whole: number;
  readonly rules: Readonly<Record<string, number>>;
}

const mostRules = 5;

/** Checking AWS's managed policies, against a validator of their shape. */
export const lint: Suite = ({ folder, installed, quick }) => {
  const title = "Linting";
  const policies = writePolicies(folder, quick);
  if (policies === 0) return { title, note: "Skipped: AWS's managed policies are not here.", rows: [] };
  const given = { folder, installed, ...(quick ? { warmUp: 300, budget: 300 } : { warmUp: 3000, budget: 3000 }) };
  const [ours, validator, json] = ["chimepolicy checkPolicy", "iam-policy validateIdentityPolicy", "JSON.parse of policies"] as const;
  const tasks = [ours, validator, json].map((tool): Task => ({ key: tool, tool, given }));
  const rounds = quick ? 2 : 5;
  const results = runTasks("warm.mjs", tasks, rounds);
  const times = (tool: string): number[] => results.get(tool)!.map(({ median }) => median);
  const timed = runTasks<RuleTimes>("once.mjs", [{ key: "rules", tool: "chimepolicy rules", given }], rounds).get("rules")!;
  const shares = Object.keys(timed[0]!.rules).map((slug) => ({
    slug,
    measured: spreadOf(timed.map(({ whole, rules }) => (100 * (rules[slug] ?? 0)) / whole)),
  }));
  const slowest = shares.toSorted((a, b) => b.measured.median - a.measured.median).slice(0, mostRules);
  const rows: Row[] = [
    { what: "policies a second", measured: spreadOf(times(ours).map((ms) => (1000 * policies) / ms)), unit: "" },
    { what: "time of a check, times JSON.parse and iam-policy's validateIdentityPolicy", measured: ratios(times(ours), times(validator)) },
    { what: "time of a check, times JSON.parse", measured: ratios(times(ours), times(json)) },
    { what: "time of all rules, of a check", measured: spreadOf(timed.map(shareOfRules)), unit: " %" },
    ...slowest.map(({ slug, measured }): Row => ({ what: `time of \`${slug}\`, of a check`, measured, unit: " %", goal: { most: 25 } })),
  ];
  return {
    title,
    note: `${policies} managed policies of AWS as JSON texts, one after another, when warm, with all rules; those that take longest are listed. The validator looks at the shape of a policy, not at its actions, resources and keys.`,
    rows,
  };
};

function shareOfRules({ whole, rules }: RuleTimes): number {
  return (100 * Object.values(rules).reduce((sum, time) => sum + time, 0)) / whole;
}
