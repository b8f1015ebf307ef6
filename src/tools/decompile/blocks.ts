import { make } from "../../ast/build.ts";
import type { BlockStatement, ConditionExpression, GrantStatement, ResourceExpression, Statement } from "../../ast/source.ts";
import { treeText } from "./library.ts";

/** A body in which statements that follow each other and share what is long to say stand in a block that says it once. */
export function groupStatements(body: readonly Statement[]): readonly Statement[] {
  return groupBy(groupBy(body, "condition"), "resources");
}

type Clause = "condition" | "resources";

function groupBy(body: readonly Statement[], clause: Clause): readonly Statement[] {
  return runsOf(body, clause).flatMap((run): readonly Statement[] => {
    const [first, ...others] = run;
    return others.length > 0 && isLong((first as GrantStatement)[clause]!, run.length)
      ? [blockOf(run as readonly GrantStatement[], clause)]
      : run;
  });
}

/** The statements, those that follow each other and have a clause in common together. */
function runsOf(body: readonly Statement[], clause: Clause): readonly (readonly Statement[])[] {
  const runs: Statement[][] = [];
  let before: string | undefined;
  for (const statement of body) {
    const key = keyOf(statement, clause);
    if (key !== undefined && key === before) runs.at(-1)!.push(statement);
    else runs.push([statement]);
    before = key;
  }
  return runs;
}

function keyOf(statement: Statement, clause: Clause): string | undefined {
  if (statement.kind !== "GrantStatement") return undefined;
  const node = statement[clause];
  return node === undefined || node.kind === "AnyResource" ? undefined : treeText(node);
}

/** Whether what stands at several places is better said once: what is short reads better where it applies. */
export function isLong(node: ConditionExpression | ResourceExpression, count: number): boolean {
  const parts = "operands" in node ? node.operands.length : "elements" in node ? node.elements.length : 1;
  const length = lengthOf(node);
  return (parts > 1 && length > 40) || length * (count - 1) > 60;
}

/** Characters of all names and texts. */
export function lengthOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  return Object.entries(node).reduce(
    (sum, [key, value]) => sum + (typeof value === "string" && key !== "kind" ? value.length : lengthOf(value)),
    0,
  );
}

function blockOf(run: readonly GrantStatement[], clause: Clause): BlockStatement {
  const shared = run[0]![clause]!;
  const body = run.map((statement) => without(statement, clause));
  return make("BlockStatement", { annotations: [], body, [clause]: shared });
}

function without(statement: GrantStatement, clause: Clause): GrantStatement {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== clause)) as unknown as GrantStatement;
}
