import { globCovers, parseGlob } from "../../../iam/glob.ts";
import { findAction, isAdministrator, isDenied, isLimited, reachesAll } from "../reach.ts";
import { documentRule } from "../rule.ts";
import { placeOf, type LintDocument, type LintStatement, type LintTest } from "../subject.ts";
import { escalations, type Escalation } from "../tables/escalations.ts";

/** Who may change permissions, or pass roles, has the permissions that can be had that way: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html */
export const privilegeEscalation = documentRule(
  "privilege-escalation",
  (document, report) => {
    if (document.statements.some((statement) => isAdministrator(statement))) return;
    const open = escalations.flatMap((path) => {
      const steps = stepsOf(path, document);
      return steps === undefined ? [] : [{ path, steps }];
    });
    const [first, ...others] = open;
    if (first === undefined) return;
    const [statement, ...rest] = new Set(first.steps);
    const entry = statement!.entryOf(first.path.actions[0]!);
    report({ actions: listed(first.path.actions), means: first.path.means, single: first.path.actions.length === 1 }, statement!, {
      ...(entry === undefined ? {} : { location: placeOf(entry) }),
      help: first.path.depends
        ? "name the resources that it may be used on, none of which can do more than its holder"
        : "name the resources, or have a permissions boundary enforced",
      notes:
        others.length === 0
          ? []
          : [
              `so can ${others
                .slice(0, 5)
                .map(({ path }) => listed(path.actions))
                .join("; ")}${others.length > 5 ? `; and ${others.length - 5} more ways` : ""}`,
            ],
      related: rest.map((other) => ({ message: "together with this", location: other.location })),
    });
  },
  ["identity"],
);

/** The statements that allow the steps of a path, undefined where one is not allowed. */
function stepsOf(path: Escalation, document: LintDocument): readonly LintStatement[] | undefined {
  const steps: LintStatement[] = [];
  for (const action of path.actions) {
    const step = grantOf(action, path, document);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

/** The statement that allows a step of a path without a limit that matters to it. */
function grantOf(action: string, path: Escalation, document: LintDocument): LintStatement | undefined {
  return document.statements.find((statement) => {
    if (statement.effect !== "Allow" || !statement.hasAction(action)) return false;
    const known = findAction(document.catalog, action);
    if (known === undefined) return false;
    const tests = action === "iam:PassRole" ? statement.tests.filter((test) => !passes(test, path.passedTo)) : statement.tests;
    if (isLimited({ tests })) return false;
    const isOwn = !path.depends && statement.resources.patterns.some(({ text }) => /:user\/(.*\/)?\$\{aws:username\}$/.test(text));
    return (isOwn || reachesAll(statement, known, document.catalog)) && !isDenied(document, statement, action);
  });
}

/** Whether a test lets a role be passed to a service. */
function passes({ keyName, parsed: { base }, values }: LintTest, service = ""): boolean {
  if (keyName !== "iam:passedtoservice" || base.negated) return false;
  return values.some((value) => globCovers(parseGlob(value, base.wildcards), parseGlob(service, false)));
}

function listed(actions: readonly string[]): string {
  return actions.map((name) => `\`${name}\``).join(", ");
}
