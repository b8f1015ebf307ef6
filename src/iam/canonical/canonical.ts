import type { PolicyDocument, Statement } from "../document.ts";
import { actionPattern, resourcePattern } from "../pattern.ts";
import { assemble, type Assembled } from "./assemble.ts";
import { takeApart } from "./cells.ts";
import { numberConditions } from "./conditions.ts";
import type { PatternReader } from "./coverage.ts";
import { numberElements, type Elements } from "./elements.ts";
import { normaliseStatements } from "./normalise.ts";
import { compareStatements } from "./order.ts";
import { dropCovered, findRedundant, type Dropped } from "./reduce.ts";
import type { Spelling } from "./spelling.ts";

/** A document in canonical form, and where its statements come from. */
export interface Canonical {
  readonly document: PolicyDocument;
  /** For each statement of the document the statements that it was made of, by their place in the input. */
  readonly from: readonly (readonly number[])[];
  /** Statements of the input that add nothing to what the others say. */
  readonly dropped: readonly Dropped[];
}

const actionReader: PatternReader = { parse: actionPattern, fold: (text) => text.toLowerCase() };
const resourceReader: PatternReader = { parse: resourcePattern, fold: (text) => text };

/**
 * The canonical form: reordering, regrouping or repeating what a document says does not change it, and it says exactly
 * the same. Statements are taken apart into cells (effect, action, resource, condition), cells that others cover go,
 * and what is left is put together again in a way that depends on the set of cells alone. A statement with a Sid stays
 * whole.
 */
export function canonical(document: PolicyDocument, spelling: Spelling): Canonical {
  const statements = normaliseStatements(document, spelling);
  const actions = numberElements(
    statements.map((statement) => statement.actions),
    actionReader,
  );
  const resources = numberElements(
    statements.map((statement) => statement.resources),
    resourceReader,
  );
  const conditions = numberConditions();
  const rows = takeApart(statements, actions, resources, conditions);
  const wider = dropCovered(rows, actions, resources, conditions);
  const dropped = findRedundant(statements, rows, actions, wider);
  const gone = new Set(dropped.map(({ statement }) => statement));
  const named: Assembled[] = [];
  statements.forEach((statement, index) => {
    if (statement.sid !== undefined && !gone.has(index))
      named.push({ statement: whole(statement, statement.sid, actions, resources), from: [index] });
  });
  const all = [...assemble(rows.all(), actions, resources, conditions), ...named];
  all.sort((a, b) => compareStatements(a.statement, b.statement));
  return {
    document: {
      version: document.version,
      ...(document.id === undefined ? {} : { id: document.id }),
      statements: all.map(({ statement }) => statement),
    },
    from: all.map(({ from }) => from),
    dropped,
  };
}

function whole(statement: Statement, sid: string, actions: Elements, resources: Elements): Statement {
  return {
    sid,
    effect: statement.effect,
    actions: actions.set(actions.of(statement.actions)),
    resources: resources.set(resources.of(statement.resources)),
    conditions: statement.conditions,
  };
}
