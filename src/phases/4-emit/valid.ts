import type { ConditionTest, PolicyDocument, Statement } from "../../iam/document.ts";
import { parseOperator } from "../../iam/operators.ts";
import type { Texts } from "./texts.ts";

/**
 * Throws where a document is one that IAM would refuse: that is a mistake of the compiler, never of its user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function assertValid({ statements }: PolicyDocument, texts: Texts): void {
  must(statements.length > 0, "a document without statements");
  const sids = new Set<string>();
  for (const statement of statements) {
    const { sid } = statement;
    if (sid !== undefined) {
      must(!sids.has(sid), "a Sid twice");
      must(/^[A-Za-z0-9]+$/.test(sid), "an invalid Sid");
      sids.add(sid);
    }
    assertStatement(statement, texts);
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`internal: ${what}`);
}

function assertStatement({ effect, actions, resources, conditions }: Statement, texts: Texts): void {
  must(effect === "Allow" || effect === "Deny", "an unknown effect");
  must(actions.patterns.length > 0, "a statement without actions");
  must(resources.patterns.length > 0, "a statement without resources");
  for (const pattern of actions.patterns) must(texts.of(pattern).isAction, "a malformed action");
  for (const { operator } of conditions) must(parseOperator(operator) !== undefined, "an unknown operator");
  for (let index = 1; index < conditions.length; index++) must(isAlone(conditions, index), "two tests of one operator and key");
}

/** Whether no test before one has its operator and key. */
function isAlone(tests: readonly ConditionTest[], index: number): boolean {
  const { operator, key } = tests[index]!;
  for (let before = 0; before < index; before++) {
    const other = tests[before]!;
    if (other.operator === operator && other.key.toLowerCase() === key.toLowerCase()) return false;
  }
  return true;
}
