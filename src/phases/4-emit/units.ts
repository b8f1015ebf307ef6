import type { Statement } from "../../iam/document.ts";
import { statementSize } from "../../iam/print.ts";

/** The smallest piece of a document that can go into another part: one action or resource of a statement, or a whole statement. */
export interface Unit {
  /** The statement's place in the document. */
  readonly statement: number;
  /** Which of the statement's lists is cut; undefined where neither can be. */
  readonly list: "actions" | "resources" | undefined;
  readonly text: string;
  /** Characters of its own. */
  readonly weight: number;
  /** Characters of the rest of its statement, written once in each part that holds a piece of it. */
  readonly frame: number;
  /** How good a place its beginning is for a cut; rests on what it says alone. */
  readonly hash: number;
}

/** All units in an order in which a further grant takes its place without moving the others. */
export function unitsOf(statements: readonly Statement[]): readonly Unit[] {
  const keyed = statements.map((statement, index) => ({ index, statement, key: stableKey(statement) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key) || a.index - b.index);
  return keyed.flatMap(({ index, statement, key }) => cutStatement(statement, index, key.join("\n")));
}

/** Sid or else effect, condition and first resource: what a further action leaves as it is. */
function stableKey({ sid, effect, conditions, resources, actions }: Statement): readonly string[] {
  const set = `${resources.negated ? "!" : ""}${resources.patterns[0] ?? ""}`;
  return [effect, sid ?? "", JSON.stringify(conditions), set, actions.negated ? actions.patterns.join() : ""];
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) if (text !== b[index]) return text < b[index]! ? -1 : 1;
  return 0;
}

function cutStatement(statement: Statement, index: number, key: string): readonly Unit[] {
  const whole = statementSize(statement) + 1;
  const lists = (["actions", "resources"] as const).filter((name) => !statement[name].negated && statement[name].patterns.length > 1);
  const length = (name: "actions" | "resources"): number =>
    statement[name].patterns.reduce((sum, text) => sum + JSON.stringify(text).length + 1, 0);
  lists.sort((a, b) => length(b) - length(a));
  const list = lists[0];
  if (list === undefined) return [{ statement: index, list, text: "", weight: whole, frame: 0, hash: hashOf(key) }];
  const frame = whole - length(list) + 1;
  return statement[list].patterns.map((text) => ({
    statement: index,
    list,
    text,
    weight: JSON.stringify(text).length + 1,
    frame,
    hash: hashOf(`${key}\n${text}`),
  }));
}

/** FNV-1a with a final mix: https://www.rfc-editor.org/rfc/rfc9923.html */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
