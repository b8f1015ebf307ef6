import { runTasks, type Task } from "../processes.ts";
import type { Row } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { writeGenerated, writeManaged } from "../workload/questions.ts";
import type { Suite } from "./suite.ts";

const generated = 39;
const growing = [10, 100, 1000, 10_000];
const peers = { simulate: "iam-simulate runSimulation", cedar: "cedar-wasm statefulIsAuthorized" } as const;

/** Decisions with their reasons, against an evaluator of IAM and one of another language. */
export const evaluate: Suite = ({ folder, installed, quick }) => {
  writeManaged(folder);
  for (const statements of [generated, ...growing]) writeGenerated(folder, statements);
  const time = quick ? { warmUp: 300, budget: 300 } : { warmUp: 1000, budget: 1000 };
  const task = (tool: string, policy: string | number): Task => ({
    key: `${tool} ${policy}`,
    tool,
    given: { folder, installed, policy, ...time },
  });
  const ours = ["chimepolicy decide", "chimepolicy evaluate a document", "chimepolicy evaluate a text"];
  const compared = ["managed", generated].flatMap((policy) => [...ours, peers.simulate, peers.cedar].map((tool) => task(tool, policy)));
  const results = runTasks(
    "warm.mjs",
    [...compared, ...growing.map((statements) => task("chimepolicy decide", statements))],
    quick ? 2 : 5,
  );
  const times = (tool: string, policy: string | number): number[] => results.get(`${tool} ${policy}`)!.map(({ median }) => median);

  const policies = [
    ["AmazonChimeUserManagement", "managed"],
    [`${generated} statements with globs and conditions`, generated],
  ] as const;
  const rows = policies.flatMap(([name, policy]): Row[] => {
    const faster = (what: string, tool: string, peer: string, least?: number): Row => ({
      what: `${name}: ${what}`,
      measured: ratios(times(peer, policy), times(tool, policy)),
      ...(least === undefined ? {} : { goal: { least } }),
    });
    return [
      { what: `${name}: decisions a second`, measured: spreadOf(times("chimepolicy decide", policy).map((ms) => 1 / ms)), unit: "k" },
      faster("decisions a second, times iam-simulate", "chimepolicy decide", peers.simulate, 500),
      faster("the same, times cedar-wasm with a prepared policy set", "chimepolicy decide", peers.cedar, 100),
      faster("decisions a second from a document, times iam-simulate", "chimepolicy evaluate a document", peers.simulate, 10),
      faster("the same from JSON text, which iam-simulate has parsed already", "chimepolicy evaluate a text", peers.simulate),
    ];
  });
  const growth = growing.slice(1).map((statements): Row => {
    const measured = ratios(times("chimepolicy decide", statements), times("chimepolicy decide", growing[0]!));
    return { what: `time of a decision among ${statements} statements, times that among ${growing[0]}`, measured };
  });
  return {
    title: "Evaluation",
    note: "One request after another, when warm: outcome and deciding statements, each tool and policy in a process of its own. All agree on every outcome.",
    rows: [...rows, ...growth],
  };
};
