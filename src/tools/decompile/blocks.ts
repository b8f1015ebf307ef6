import { make } from "../../ast/build.ts";
import type { BlockStatement, GrantStatement, Statement } from "../../ast/source.ts";
import { treeText } from "./library.ts";

/** A body in which statements that follow each other and share what is long to say stand in a block that says it once. */
export function groupStatements(body: readonly Statement[]): readonly Statement[] {
  return groupBy(groupBy(body, "condition"), "resources");
}

type Clause = "condition" | "resources";

function groupBy(body: readonly Statement[], clause: Clause): readonly Statement[] {
  const grouped: Statement[] = [];
  for (let at = 0; at < body.length;) {
    const key = keyOf(body[at]!, clause);
    let end = at + 1;
    while (key !== undefined && end < body.length && keyOf(body[end]!, clause) === key) end += 1;
    const run = body.slice(at, end);
    if (run.length > 1 && isLong(run[0]!, clause, run.length))
      grouped.push(blockOf(run as readonly (GrantStatement | BlockStatement)[], clause));
    else grouped.push(...run);
    at = end;
  }
  return grouped;
}

function keyOf(statement: Statement, clause: Clause): string | undefined {
  if (statement.kind !== "GrantStatement") return undefined;
  const node = statement[clause];
  return node === undefined || node.kind === "AnyResource" ? undefined : treeText(node);
}

/** What is short reads better where it applies. */
function isLong(statement: Statement, clause: Clause, count: number): boolean {
  const node = (statement as GrantStatement)[clause]!;
  const parts = "operands" in node ? node.operands.length : "elements" in node ? node.elements.length : 1;
  const length = lengthOf(node);
  return (parts > 1 && length > 40) || length * (count - 1) > 60;
}

/** Characters of all names and texts. */
function lengthOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  return Object.entries(node).reduce(
    (sum, [key, value]) => sum + (typeof value === "string" && key !== "kind" ? value.length : lengthOf(value)),
    0,
  );
}

function blockOf(run: readonly (GrantStatement | BlockStatement)[], clause: Clause): BlockStatement {
  const shared = (run[0] as GrantStatement)[clause]!;
  const body = run.map((statement): Statement => {
    const { [clause]: _, ...rest } = statement;
    return rest as Statement;
  });
  return make("BlockStatement", { annotations: [], body, [clause]: shared });
}
