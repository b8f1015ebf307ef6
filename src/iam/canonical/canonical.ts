import type { PolicyDocument, Statement } from "../document.ts";
import { assemble, type Assembled } from "./assemble.ts";
import { takeApart } from "./cells.ts";
import { numberConditions } from "./conditions.ts";
import { actionReader, resourceReader } from "./coverage.ts";
import { mergeDistinct } from "./distinct.ts";
import { numberElements, type Elements } from "./elements.ts";
import { lexiconOf } from "./lexicon.ts";
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

/**
 * The canonical form: reordering, regrouping or repeating what a document says does not change it, and it says exactly
 * the same. Statements are taken apart into cells (effect, action, resource, condition), cells that others cover go,
 * and what is left is put together again in a way that depends on the set of cells alone. A statement with a Sid stays
 * whole.
 */
export function canonical(document: PolicyDocument, spelling: Spelling): Canonical {
  const easy = mergeDistinct(document, lexiconOf(spelling));
  return easy === undefined ? rebuild(document, spelling) : finish(document, easy, []);
}

/** The long way, for every document. */
function rebuild(document: PolicyDocument, spelling: Spelling): Canonical {
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
  return finish(document, [...assemble(rows.all(), actions, resources, conditions), ...named], dropped);
}

function finish({ version, id }: PolicyDocument, statements: Assembled[], dropped: readonly Dropped[]): Canonical {
  statements.sort((a, b) => compareStatements(a.statement, b.statement));
  const all = statements.map(({ statement }) => statement);
  return {
    document: id === undefined ? { version, statements: all } : { version, id, statements: all },
    from: statements.map(({ from }) => from),
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
