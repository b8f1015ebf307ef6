import { createDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../text/source.ts";
import type { ActionCoverage, DocumentCoverage, PolicyCoverage, StatementCoverage } from "./coverage.ts";
import type { DocumentMutation, PolicyMutation, Survivor } from "./mutation.ts";
import { placeIn, placeKey, type Place } from "./places.ts";
import { writeExpectation } from "./write.ts";

/** What no expectation touches, a finding for each place. */
export function coverageFindings({ documents }: PolicyCoverage): readonly Diagnostic[] {
  return documents.flatMap((document) => {
    const { name: subject, location, asked, statements } = document;
    if (statements.length === 0)
      return [createDiagnostic("untested-part", { subject, lacks: "exists, and nothing includes it" }, location)];
    if (!asked) return [createDiagnostic("untested-part", { subject, lacks: "exists" }, location)];
    return statements.flatMap((one) => untouched(one, document));
  });
}

function untouched(statement: StatementCoverage, document: DocumentCoverage): readonly Diagnostic[] {
  const { part, touched, actions, condition } = statement;
  const lacking = (lacks: string, at: Location): Diagnostic => {
    const { location, related } = placeIn(document.location.source, statement, at);
    return createDiagnostic("untested-part", { subject: document.name, lacks }, location, { related });
  };
  if (!touched) {
    const which = part.of === 1 ? "this statement" : `this statement in case ${part.number} of ${part.of}`;
    return [lacking(`is decided by ${which}`, statement.location)];
  }
  const left = actions.filter((action) => !action.touched);
  const groups = grouped(left, ({ location }) => placeKey(placeIn(document.location.source, statement, location)));
  return [
    ...groups.map((group) => lacking(`has this decide about ${namesOf(group)}`, group[0]!.location)),
    ...(condition === undefined
      ? []
      : [
          ...(condition.held ? [] : [lacking("has this condition hold", condition.location)]),
          ...(condition.failed ? [] : [lacking("has this condition fail", condition.location)]),
        ]),
  ];
}

const mostNames = 3;

function namesOf(actions: readonly ActionCoverage[]): string {
  const named = actions.slice(0, mostNames).map(({ pattern }) => `\`${pattern}\``);
  return `${named.join(", ")}${actions.length > mostNames ? ` and ${actions.length - mostNames} more` : ""}`;
}

/** The changes that no expectation notices, those of one place together that one expectation would notice. */
export function mutationFindings({ documents }: PolicyMutation): readonly Diagnostic[] {
  return documents.flatMap(unnoticed);
}

function unnoticed({ name: subject, location, asked, survivors, counts }: DocumentMutation): readonly Diagnostic[] {
  if (counts.killed === counts.all) return [];
  if (!asked) return [createDiagnostic("unnoticed-change", { subject, change: "changes: none asks about it" }, location)];
  const placeOf = ({ statement, location: part }: Survivor): Place => placeIn(location.source, statement, part);
  const groups = grouped(survivors, (survivor) => `${placeKey(placeOf(survivor))} ${adviceOn(survivor) ?? survivor.words}`);
  return groups.map((group) => {
    const place = placeOf(group[0]!);
    const change = group.map(({ words }) => words).join(", or ");
    return createDiagnostic("unnoticed-change", { subject, change }, place.location, { related: place.related, help: adviceOn(group[0]!) });
  });
}

function adviceOn({ reference, witness }: Survivor): string | undefined {
  return witness === undefined ? undefined : `this would: \`${writeExpectation(reference, witness)}\``;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return [...groups.values()];
}
