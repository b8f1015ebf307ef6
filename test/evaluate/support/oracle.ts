import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { print } from "../../../src/iam/print.ts";
import type { PolicyDocument } from "../../../src/iam/document.ts";
import type { Outcome } from "../../../src/tools/evaluate/decide.ts";
import type { Policies } from "../../../src/tools/evaluate/policies.ts";
import type { Request } from "../../../src/tools/evaluate/request.ts";

const folder = join(import.meta.dirname, "..", "..", "oracles");

/** One question to an evaluator. */
export interface Question {
  readonly policies: Policies;
  readonly request: Request;
}

/** What iam-simulate says: the outcome and the context keys that it left out, or an error where it does not take the question. */
export interface Answer {
  readonly outcome?: Outcome;
  readonly ignored?: readonly string[];
  readonly error?: string;
}

/** Whether iam-simulate is installed; says so where it is not. */
export function hasOracle(): boolean {
  const present = existsSync(join(folder, "node_modules", "@cloud-copilot", "iam-simulate"));
  // oxlint-disable-next-line no-console -- the notice is the point
  if (!present) console.log("skipped: iam-simulate is not installed (npm ci --prefix test/oracles)");
  return present;
}

/** The answers of iam-simulate, in a process of its own. */
export function askOracle(questions: readonly Question[]): readonly Answer[] {
  const input = questions.map((question) => `${JSON.stringify(jsonOf(question))}\n`).join("");
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, "iam-simulate.mjs")], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`the oracle failed: ${stderr}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

function jsonOf({ policies: { identity, boundary, organization }, request }: Question): unknown {
  const json = (document: PolicyDocument): unknown => JSON.parse(print(document));
  return {
    identity: identity.map(json),
    boundary: boundary === undefined ? undefined : json(boundary),
    organization: organization?.map((level) => level.map(json)),
    request,
  };
}
