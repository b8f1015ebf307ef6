import { createDiagnostic, type Diagnostic, type Related } from "../diagnostics/diagnostic.ts";
import type { Location } from "../text/source.ts";
import type { DocumentCoverage, PolicyCoverage, StatementCoverage } from "./coverage.ts";
import type { DocumentMutation, PolicyMutation } from "./mutation.ts";
import { writeExpectation } from "./write.ts";

/** What no expectation touches, a finding for each place. */
export function coverageFindings({ documents }: PolicyCoverage): readonly Diagnostic[] {
  return documents.flatMap(findingsOf);
}

function findingsOf({ name, location, asked, statements }: DocumentCoverage): readonly Diagnostic[] {
  const lacking = (lacks: string, at: Location, includedBy: readonly Location[]): Diagnostic =>
    createDiagnostic("untested-part", { subject: name, lacks }, at, { related: includes(includedBy) });
  if (statements.length === 0) return [lacking("is there, and nothing includes it", location, [])];
  if (!asked) return [lacking("is there", location, [])];
  return statements.flatMap((one): readonly Diagnostic[] => {
    const { includedBy, part, touched, actions, condition } = one;
    if (!touched) {
      const which = part.of === 1 ? "this statement" : `case ${part.number} of the ${part.of} of this statement`;
      return [lacking(`is decided by ${which}`, one.location, includedBy)];
    }
    return [
      ...untouchedActions(actions).map(({ names, location: at }) => lacking(`has this decide about ${names}`, at, includedBy)),
      ...(condition === undefined
        ? []
        : [
            ...(condition.held ? [] : [lacking("has this condition hold", condition.location, includedBy)]),
            ...(condition.failed ? [] : [lacking("has this condition fail", condition.location, includedBy)]),
          ]),
    ];
  });
}

const mostNames = 3;

/** Those of one place together: a pattern with a level can stand for hundreds. */
function untouchedActions(actions: StatementCoverage["actions"]): readonly { readonly names: string; readonly location: Location }[] {
  const byPlace = new Map<string, { readonly location: Location; readonly patterns: string[] }>();
  for (const { touched, pattern, location } of actions) {
    if (touched) continue;
    const key = `${location.source.uri} ${location.start}`;
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, { location, patterns: [pattern] });
    else known.patterns.push(pattern);
  }
  return [...byPlace.values()].map(({ location, patterns }) => {
    const named = patterns.slice(0, mostNames).map((pattern) => `\`${pattern}\``);
    const more = patterns.length > mostNames ? ` and ${patterns.length - mostNames} more` : "";
    return { location, names: `${named.join(", ")}${more}` };
  });
}

/** The changes that no expectation notices, each with one that would. */
export function mutationFindings({ documents }: PolicyMutation): readonly Diagnostic[] {
  return documents.flatMap(unnoticed);
}

function unnoticed({ name, location, asked, survivors }: DocumentMutation): readonly Diagnostic[] {
  if (survivors.length === 0) return [];
  if (!asked) return [createDiagnostic("unnoticed-change", { subject: name, change: "changes: none asks about it" }, location)];
  return survivors.map(({ location: at, includedBy, words, reference, witness }) =>
    createDiagnostic("unnoticed-change", { subject: name, change: words }, at, {
      related: includes(includedBy),
      ...(witness === undefined ? {} : { help: `this would: \`${writeExpectation(reference, witness)}\`` }),
    }),
  );
}

function includes(includedBy: readonly Location[]): readonly Related[] {
  return includedBy.map((location) => ({ message: "included here", location }));
}
