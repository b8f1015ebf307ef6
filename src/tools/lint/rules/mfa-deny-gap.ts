import type { Fix } from "../../../diagnostics/diagnostic.ts";
import { contains, locate } from "../../../text/source.ts";
import { needsKey } from "../reach.ts";
import { statementRule } from "../rule.ts";
import type { LintStatement, LintTest } from "../subject.ts";

/** Long-term access keys bring no MFA key into the request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
export const mfaDenyGap = statementRule("mfa-deny-gap", (statement, report, document) => {
  const test = statement.effect === "Deny" ? statement.tests.find(asksForFactor) : undefined;
  if (test === undefined || document.statements.some((other) => other.effect === "Deny" && other.tests.some(stopsKeys))) return;
  report({ key: test.key }, statement, {
    location: test.location,
    help: `let it hold without the key too, as \`${test.parsed.base.name}IfExists\` does`,
    fixes: ifExists(test, statement),
  });
});

const isFactor = ({ keyName }: LintTest): boolean => keyName === "aws:multifactorauthpresent" || keyName === "aws:multifactorauthage";

/** That there is no second factor, or an old one, told by a key that must be there. */
function asksForFactor(test: LintTest): boolean {
  if (!isFactor(test) || !needsKey(test)) return false;
  const { base } = test.parsed;
  return base.family === "Bool" ? test.values.some((value) => value.toLowerCase() === "false") : base.name.startsWith("NumericGreater");
}

function stopsKeys(test: LintTest): boolean {
  return isFactor(test) && !needsKey(test);
}

function ifExists({ location }: LintTest, statement: LintStatement): readonly Fix[] {
  const { source, start, end } = location;
  const isPlain = contains(statement.location, location) && /^aws:/i.test(source.text.slice(start, end));
  return isPlain
    ? [{ title: "let it hold without the key", edits: [{ location: locate(source, { start: end, end }), newText: " if exists" }] }]
    : [];
}
