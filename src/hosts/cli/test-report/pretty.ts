import pc from "picocolors";
import { renderTerminal } from "../../../diagnostics/render/terminal.ts";
import { visible, wrap } from "../../../diagnostics/render/words.ts";
import type { PolicyTestResult } from "../../../test-policies.ts";
import { askedBy, byFile, countTests, failuresOf, outcomesOf } from "./count.ts";

export interface PrettyOptions {
  readonly color: boolean;
  readonly width: number | undefined;
  readonly fileOf: (uri: string) => string;
  /** How many failures are shown with their code; the others get one line each. */
  readonly frames: number;
  /** How many tests were left out. */
  readonly leftOut: number;
}

type Status = PolicyTestResult["status"];

/** Of more tests than this, those that passed are counted only. */
const mostNames = 40;
const marks: Readonly<Record<Status, string>> = { passed: "✓", failed: "✗", skipped: "-" };

/** The results for people: a line a test, the failures in full, and a line that counts. */
export function renderTests(tests: readonly PolicyTestResult[], options: PrettyOptions): string {
  const { color, width, fileOf, frames, leftOut } = options;
  const paint = pc.createColors(color);
  const paints: Readonly<Record<Status, (text: string) => string>> = { passed: paint.green, failed: paint.red, skipped: paint.yellow };
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(40, width) - 4;
  const line = (status: Status, text: string): string => `  ${paints[status](marks[status])} ${wrap(visible(text), room).join("\n    ")}\n`;
  const linesOf = (list: readonly PolicyTestResult[]): string => {
    const all = tests.length <= mostNames;
    const passed = all ? 0 : countTests(list).passed;
    return (
      (passed === 0 ? "" : line("passed", `${passed} passed`)) +
      list
        .filter(({ status }) => all || status !== "passed")
        .map(({ status, name }) => line(status, status === "skipped" ? `${name} (skipped: \`prove\` cannot be decided yet)` : name))
        .join("")
    );
  };
  const files = [...byFile(tests)].map(([uri, list]) => `${paint.bold(visible(fileOf(uri)))}\n${linesOf(list)}`);
  const outcomes = outcomesOf(tests).map(([status, text]) => paint.bold(paints[status](text)));
  const summary = `${outcomes.join(", ")}${leftOut === 0 ? "" : `, ${leftOut} left out`} ${paint.dim(`(${askedBy(tests)})`)}`;
  const owners = failuresOf(tests);
  const failures = renderTerminal([...owners.keys()], {
    color,
    fileOf,
    width,
    frames,
    within: (failure) => `, in the test "${owners.get(failure) ?? ""}"`,
    summary,
  });
  return `${files.join("\n")}\n${failures === "" ? `${summary}\n` : failures}`;
}
