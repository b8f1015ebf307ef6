import type {
  PolicyDeclaration,
  RoleDeclaration,
  GrantStatement,
  ResourceExpression,
  ConditionExpression,
  Statement,
} from "../../ast/source.ts";
import type { CheckedStatement, CheckedTest } from "../../ast/checked.ts";
import { printOperator } from "../../iam/operators.ts";
import { nextWord } from "../../text/blank.ts";
import { locate, type Span } from "../../text/source.ts";
import { evaluateActions, type ActionUnit } from "./actions.ts";
import { evaluateBranches, unconditional } from "./branches.ts";
import type { Test } from "./conditions.ts";
import { evaluateString } from "./evaluate.ts";
import { checkFit } from "./fit.ts";
import { evaluateCondition, testsOf, type Formula } from "./formula.ts";
import { createFrame, definitionOf, type Frame, type Session } from "./frame.ts";
import { checkKeySupport } from "./key-support.ts";
import { statementLimit } from "./limits.ts";
import { bindArguments } from "./parameters.ts";
import { neededResources } from "./suggestions.ts";
import { anyEntry, describeTypes, evaluateResources, type ResourceSet } from "./resources.ts";

/** A grant with the blocks around it, ready to be checked. */
export interface PendingGrant {
  readonly node: GrantStatement;
  readonly frame: Frame;
  readonly surroundings: Surroundings;
}

/** What the blocks around a statement add to it. */
export interface Surroundings {
  readonly resources?: { readonly expression: ResourceExpression; readonly frame: Frame };
  readonly conditions: readonly { readonly expression: ConditionExpression; readonly frame: Frame }[];
}

const nothingAround: Surroundings = { conditions: [] };

/** A grant that has been checked: what is emitted, and what later checks need to know. */
export interface TypedGrant {
  readonly node: GrantStatement;
  readonly frame: Frame;
  readonly units: readonly ActionUnit[];
  readonly resources: ResourceSet;
  readonly statements: readonly CheckedStatement[];
  /** True when it is seen to give each action all the resource types that the action needs, as far as it says anything of them. */
  readonly sufficient: boolean;
  /** False when some part could not be made out, so that it must not be emitted whatever is suppressed. */
  readonly complete: boolean;
}

/** The grants of a policy or role in text order: those of included policies where they are included. */
export function collectGrants(
  declaration: PolicyDeclaration | RoleDeclaration,
  frame: Frame,
  conditions: Surroundings["conditions"] = [],
): readonly PendingGrant[] {
  const grants: PendingGrant[] = [];
  const walk = (body: readonly Statement[], surroundings: Surroundings): void => {
    for (const statement of body) {
      switch (statement.kind) {
        case "GrantStatement":
          // What a file says itself is no longer than the file.
          if (frame.chain.length > 0 && !spend(frame, statement)) return;
          grants.push({ node: statement, frame, surroundings });
          break;
        case "BlockStatement":
          walk(statement.body, {
            ...surroundings,
            ...(statement.resources === undefined ? {} : { resources: { expression: statement.resources, frame } }),
            ...(statement.condition === undefined
              ? {}
              : { conditions: [...surroundings.conditions, { expression: statement.condition, frame }] }),
          });
          break;
        case "IncludeStatement":
          for (const reference of statement.references) {
            const definition = definitionOf(reference.name, frame, "PolicyDeclaration", "RoleDeclaration");
            if (definition === undefined) continue;
            const { module, declaration: included } = definition;
            const parameters = bindArguments(reference, included, module, frame);
            if (!spend(frame, reference)) return;
            const inner = createFrame(frame.session, module, parameters, [...frame.chain, locate(frame.module.source, reference)]);
            for (const grant of collectGrants(included, inner, surroundings.conditions)) grants.push(grant);
          }
          break;
        case "TrustStatement":
          break;
      }
    }
  };
  walk(declaration.body, { ...nothingAround, conditions });
  return grants;
}

/** Counts one more of what a document includes. Once that is too much, which is said there, no document includes anything any more. */
function spend(frame: Frame, place: Span): boolean {
  const { session } = frame;
  if (isSpent(session)) return false;
  session.unfolded.count += 1;
  return !frame.exceeds(statementLimit, session.unfolded.count, place);
}

/** Whether some document included too much. */
export function isSpent({ unfolded }: Session): boolean {
  return unfolded.count > statementLimit.most;
}

/** Checks one grant and says it in IAM's form; what is faulty is left out, and reported. */
export function checkGrant({ node, frame, surroundings }: PendingGrant): TypedGrant {
  const units = evaluateActions(node.actions, frame);
  const resources = resourcesOf(node, frame, surroundings, units);
  const condition = conditionOf(node, frame, surroundings);
  const sufficient = resources.faulty || checkFit(node, units, resources, frame);
  if (condition !== undefined) checkKeySupport(testsOf(condition), units, node.effect);
  if (node.principals !== undefined) {
    frame.report("not-available-yet", { what: "`to` with principals" }, node.principals[0] ?? node, {
      help: "resource-based policies come later; a role's or user's policy has no principals",
    });
  }

  const sid = sidOf(node, frame);
  const { branches, complete } =
    condition === undefined ? unconditional : evaluateBranches(condition, node.condition ?? node.actions, frame);
  if (sid !== undefined && units.length * branches.length > 1) frame.report("shared-sid", { sid }, node.sid!);
  const location = locate(frame.module.source, statementSpan(node, frame.module.source.text));
  const places = { negated: resources.negated, patterns: resources.entries };
  const statements: CheckedStatement[] = [];
  for (const branch of branches) {
    const conditions = branch.map(writeTest);
    for (const { negated, entries } of units) {
      const actions = { negated, patterns: entries };
      const statement = { effect: node.effect, actions, resources: places, conditions, location, includedBy: frame.chain };
      statements.push(sid === undefined ? statement : { ...statement, sid, sidLocation: locate(frame.module.source, node.sid!) });
    }
  }
  const isWhole = complete && !resources.faulty && units.every((unit) => unit.faulty !== true);
  return { node, frame, units, resources, statements, sufficient, complete: isWhole };
}

function writeTest({ operator, key, values, location, predicate, frame, asWritten }: Test): CheckedTest {
  const test = { operator: printOperator(operator), key, values, location };
  if (operator !== asWritten.operator || values !== asWritten.values || frame.chain.length > 0) return test;
  const { source } = frame.module;
  return { ...test, written: { source, whole: predicate, key: predicate.key, operator: predicate.operator, values: asWritten.places } };
}

/** A statement without the annotations before it. */
export function statementSpan(grant: GrantStatement, text: string): Span {
  const { annotations, end } = grant;
  const last = annotations.at(-1);
  if (last === undefined) return grant;
  return { start: nextWord(text, last.end), end };
}

function resourcesOf(node: GrantStatement, frame: Frame, { resources: outer }: Surroundings, units: readonly ActionUnit[]): ResourceSet {
  if (node.resources !== undefined) return evaluateResources(node.resources, frame);
  if (outer !== undefined) {
    const set = evaluateResources(outer.expression, outer.frame);
    return { ...set, entries: set.entries.map((entry) => ({ ...entry, place: node.actions })) };
  }
  return impliedResources(node, units, frame);
}

/** Without `on`, the resource is `*` where no action of the statement takes another; else it must be said. */
function impliedResources(node: GrantStatement, units: readonly ActionUnit[], frame: Frame): ResourceSet {
  for (const { negated, entries } of units) {
    for (const entry of entries) {
      const taking = entry.any || negated ? undefined : entry.actions.find(({ resourceTypes }) => resourceTypes.length > 0);
      if (taking === undefined && !entry.any && !negated) continue;
      const taken = new Set(entry.actions.flatMap(({ resourceTypes }) => resourceTypes));
      const types = taking === undefined ? "resources of every type" : describeTypes(taking.service, [...taken]);
      const action = negated ? `* except ${entry.text}` : entry.text;
      const end: Span = node.principals?.at(-1) ?? node.actions;
      const place = { start: end.end, end: end.end };
      const isKnown = units.every((unit) => !unit.negated && unit.entries.every((one) => one.actions.length > 0));
      const narrow = isKnown
        ? neededResources(
            units.flatMap((unit) => unit.entries.flatMap((one) => one.actions)),
            frame,
          )
        : undefined;
      frame.report("missing-resource", { action, types }, entry.place, {
        help: narrow === undefined ? "write `on *` to mean everything" : `write \`on ${narrow}\`, or \`on *\` to mean everything`,
        fixes: narrow === undefined ? [] : [frame.fix(`add \`on ${narrow}\``, place, ` on ${narrow}`)],
      });
      return { negated: false, entries: [], faulty: true };
    }
  }
  return { negated: false, entries: [anyEntry(node.actions, frame)], faulty: false };
}

/** A statement's own condition and those of the blocks around it. */
function conditionOf(node: GrantStatement, frame: Frame, { conditions }: Surroundings): Formula | undefined {
  const outer = conditions.map((condition) => evaluateCondition(condition.expression, condition.frame));
  const operands = node.condition === undefined ? outer : [...outer, evaluateCondition(node.condition, frame)];
  return operands.length < 2 ? operands[0] : { kind: "and", operands, place: node.condition ?? node.actions, frame };
}

function sidOf({ sid }: GrantStatement, frame: Frame): string | undefined {
  if (sid === undefined) return undefined;
  const value = sid.kind === "Identifier" ? { kind: "string" as const, raw: sid.text, opaque: false } : evaluateString(sid, frame);
  if (value.kind !== "string" || value.opaque) return undefined;
  if (value.raw !== undefined && /^[A-Za-z0-9]+$/.test(value.raw)) return value.raw;
  const written = value.raw ?? "${…}";
  const cleaned = written.replaceAll(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase());
  frame.report("invalid-sid", { sid: written }, sid, {
    aws: written.includes("${") ? "VARIABLE_UNSUPPORTED_IN_ELEMENT" : "UNSUPPORTED_SID",
    fixes:
      cleaned === "" || value.raw === undefined
        ? []
        : [frame.fix(`write \`${cleaned}\``, sid, /^[A-Za-z]/.test(cleaned) ? cleaned : `"${cleaned}"`)],
  });
  return undefined;
}
