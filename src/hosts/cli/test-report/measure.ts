import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { jsonWriter } from "../../../diagnostics/render/json.ts";
import { coverageFindings, mutationFindings } from "../../../measure/findings.ts";
import type { CoverageCounts, PolicyCoverage, Ratio } from "../../../measure/coverage.ts";
import type { MutationCounts, PolicyMutation } from "../../../measure/mutation.ts";
import { writeExpectation } from "../../../measure/write.ts";

/** How much tests show, in one of two ways. */
export type Measure = ({ readonly kind: "coverage" } & PolicyCoverage) | ({ readonly kind: "mutation" } & PolicyMutation);

/** What is left out, or not noticed. */
export function findingsOf(measure: Measure): readonly Diagnostic[] {
  return measure.kind === "coverage" ? coverageFindings(measure) : mutationFindings(measure);
}

/** A share in whole tenths of a percent, which is 100 only where it is all: `99.9 %`. */
export function percentText(percent: number): string {
  return `${Math.floor(percent * 10) / 10} %`;
}

/** The result in one line. */
export function summaryOf(measure: Measure): string {
  const { counts } = measure;
  const share = percentText(counts.percent);
  return measure.kind === "coverage"
    ? `coverage ${share}: ${coverageCells(measure.counts).join(", ")}`
    : `${share} of the changes noticed: ${mutationCells(measure.counts).join(", ")}`;
}

/** `statements 3/4` and so on. */
export function coverageCells({ statements, actions, conditions }: CoverageCounts): readonly string[] {
  const cell = (what: string, { touched, all }: Ratio): string => `${what} ${touched}/${all}`;
  return [cell("statements", statements), cell("actions", actions), cell("conditions", conditions)];
}

/** `noticed 8/10`; changes that alter nothing are no part of that. */
export function mutationCells({ killed, all }: MutationCounts): readonly string[] {
  return [`noticed ${killed}/${all}`];
}

/** What was measured as data, to stand beside the results of the tests. */
export function measureToJson(measure: Measure, fileOf: (uri: string) => string): object {
  const { place, finding } = jsonWriter(fileOf);
  const findings = findingsOf(measure).map(finding);
  switch (measure.kind) {
    case "coverage":
      return {
        coverage: {
          ...measure.counts,
          documents: measure.documents.map(({ name, location, counts }) => ({ name, ...place(location), ...counts })),
          findings,
        },
      };
    case "mutation":
      return {
        mutation: {
          ...measure.counts,
          documents: measure.documents.map(({ name, location, counts, survivors }) => ({
            name,
            ...place(location),
            ...counts,
            survivors: survivors.map((one) => ({
              kind: one.kind,
              ...place(one.location),
              ...(one.witness === undefined ? {} : { wouldNotice: writeExpectation(one.reference, one.witness) }),
            })),
          })),
          findings,
        },
      };
  }
}
