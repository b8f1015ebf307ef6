import { describe, expect, it } from "vitest";
import { catalog } from "../suite.ts";
import { verdicts, type Verdict } from "./support/analyzer.ts";
import { allChecks } from "./support/checks.ts";
import { exceptions, type Exception } from "./support/exceptions.ts";
import { foundAs, namesInCodes, partOfPage, printChecks, printVerdicts } from "./support/page.ts";
import { pending } from "./support/pending.ts";

describe("checkPolicy, against what Access Analyzer says of AWS's own policies", () => {
  it("finds what Access Analyzer finds, and gives its names to nothing else, but for explained exceptions", { timeout: 120_000 }, () => {
    const all = verdicts(catalog).filter(({ code }) => !pending.includes(code));
    if (all.length === 0) return;
    const report = printVerdicts(all, explanationOf);
    // oxlint-disable-next-line no-console -- the figures are the point
    console.log(report);
    const isPrinted = partOfPage("oracle", report) === report;
    const differing = all.filter(({ theirs, ours }) => theirs.length === 0 || ours.length === 0);
    expect(differing.filter((one) => explanationOf(one) === undefined).map(describeVerdict)).toEqual([]);
    expect(isPrinted, "run `UPDATE_SNAPSHOTS=1 npx vitest run test/lint/conformance.test.ts`").toBe(true);
    // An exception that explains nothing any more has to go.
    const used = new Set(differing.map(explanationOf));
    expect(exceptions.filter((exception) => !used.has(exception) && !pending.includes(exception.code))).toEqual([]);
  });
});

describe("docs/conformance.md", () => {
  const checks = allChecks();

  it.skipIf(checks.length === 0)("has every check of Access Analyzer for identity policies, and what we find of the others", () => {
    const wanted = printChecks(checks);
    expect(partOfPage("checks", wanted) === wanted, "run `UPDATE_SNAPSHOTS=1 npx vitest run test/lint/conformance.test.ts`").toBe(true);
  });

  it("says of each check what the tables of codes say", () => {
    const rows = partOfPage("checks")
      .split("\n")
      .slice(2)
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const shown = new Map(rows.map(([, name, , , found]) => [name!.replaceAll("`", ""), found]));
    expect(shown.size).toBeGreaterThan(100);
    expect(namesInCodes().filter((name) => !shown.has(name))).toEqual([]);
    for (const [name, found] of shown) expect(found, name).toBe(foundAs(name) || "–");
  });
});

function explanationOf({ code, theirs, ours }: Verdict): Exception | undefined {
  const [of, words] = theirs.length > 0 ? (["theirs", theirs] as const) : (["ours", ours] as const);
  return exceptions.find((one) => one.code === code && one.of === of && words.every((text) => one.says.test(text)));
}

function describeVerdict({ policy, code, statement, theirs, ours }: Verdict): string {
  return `${policy}, ${statement}: ${code} is ${theirs.length > 0 ? `missed: ${theirs.join("; ")}` : `ours alone: ${ours.join("; ")}`}`;
}
