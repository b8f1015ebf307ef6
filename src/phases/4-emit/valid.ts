import type { PolicyDocument, Statement } from "../../iam/document.ts";
import { parseOperator } from "../../iam/operators.ts";

/**
 * Throws where a document is one that IAM would refuse: that is a mistake of the compiler, never of its user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function assertValid(document: PolicyDocument, text: string): void {
  const must = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`internal: ${what}`);
  };
  must(document.statements.length > 0, "a document without statements");
  must(!/[^\t\n\r\u0020-\u00FF]/.test(text), "a character that IAM does not take");
  const sids = document.statements.flatMap(({ sid }) => (sid === undefined ? [] : [sid]));
  must(new Set(sids).size === sids.length, "a Sid twice");
  must(
    sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid)),
    "an invalid Sid",
  );
  for (const statement of document.statements) assertStatement(statement, must);
}

function assertStatement({ effect, actions, resources, conditions }: Statement, must: (holds: boolean, what: string) => void): void {
  must(effect === "Allow" || effect === "Deny", "an unknown effect");
  must(actions.patterns.length > 0, "a statement without actions");
  must(resources.patterns.length > 0, "a statement without resources");
  must(
    actions.patterns.every((pattern) => pattern === "*" || /^[a-z0-9*?-]+:./.test(pattern)),
    "a malformed action",
  );
  const tests = conditions.map(({ operator, key }) => `${operator} ${key.toLowerCase()}`);
  must(new Set(tests).size === tests.length, "two tests of one operator and key");
  must(
    conditions.every(({ operator }) => parseOperator(operator) !== undefined),
    "an unknown operator",
  );
}
