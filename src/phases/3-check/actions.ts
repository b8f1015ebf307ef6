import type { ActionDifference, ActionExpression, ActionFilter, Identifier, QualifiedName } from "../../ast/source.ts";
import type { CheckedPattern } from "../../ast/checked.ts";
import type { AccessLevel, Action, Service } from "../../catalog/catalog.ts";
import { suggestServices } from "../../catalog/arn.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import { locate, type Source, type Span } from "../../text/source.ts";
import { createFrame, definitionOf, once, type Frame } from "./frame.ts";
import { actionLimit } from "./limits.ts";

/**
 * The actions of a statement as IAM can say them: a list of patterns, or everything but a list.
 * An expression is a union of such units; each needs a statement of its own.
 */
export interface ActionUnit {
  readonly negated: boolean;
  readonly entries: readonly ActionEntry[];
  /** True for what stands in place of a part that could not be made out. */
  readonly faulty?: true;
}

const faulty: readonly ActionUnit[] = [{ negated: false, entries: [], faulty: true }];

/** One pattern. */
export interface ActionEntry extends CheckedPattern {
  /** What the catalog knows to match it; empty for `*`, whose matches are everything, and for what is unknown. */
  readonly actions: readonly Action[];
  readonly any: boolean;
  /** True when the text names one action. */
  readonly exact: boolean;
  /** The part of the statement that brings it in: the same place, or the name of the set it comes from. */
  readonly place: Span;
}

/** The actions an expression stands for. Unknown ones are reported, and kept as written in case that is suppressed. */
export function evaluateActions(expression: ActionExpression, frame: Frame): readonly ActionUnit[] {
  switch (expression.kind) {
    case "ActionList": {
      const listed: ActionEntry[] = [];
      const others: ActionUnit[] = [];
      for (const element of expression.elements) {
        if (element.kind === "QualifiedName") listed.push(evaluateName(element, element.prefix, element.name, frame));
        else {
          for (const unit of evaluateActions(element, frame)) {
            if (unit.negated || (unit.faulty === true && !others.includes(unit))) others.push(unit);
            else for (const entry of unit.entries) listed.push(entry);
          }
        }
      }
      if (frame.exceeds(actionLimit, listed.length + others.length, expression)) return faulty;
      return listed.length > 0 ? [{ negated: false, entries: listed }, ...others] : others;
    }
    case "QualifiedName":
      return [{ negated: false, entries: [evaluateName(expression, expression.prefix, expression.name, frame)] }];
    case "ActionGroup": {
      const entries = expression.names.map((name) => evaluateName(name, expression.service.text, name.text, frame, expression.service));
      return [{ negated: false, entries }];
    }
    case "AnyAction": {
      const { source } = frame.module;
      return [
        { negated: false, entries: [{ text: "*", actions: [], any: true, exact: false, source, written: expression, place: expression }] },
      ];
    }
    case "NameReference": {
      if (expression.arguments !== undefined) {
        frame.report("wrong-arguments", { name: expression.name.text, problem: "is a set of actions and takes no arguments" }, expression);
        return faulty;
      }
      const definition = definitionOf(expression.name, frame, "ActionsDeclaration");
      if (definition === undefined) return faulty;
      const { module, declaration } = definition;
      const inner = createFrame(frame.session, module);
      const units = once(declaration, inner, () => evaluateActions(declaration.actions, inner));
      if (units === faulty) return faulty;
      return units.map((unit) =>
        unit.faulty === true ? unit : { ...unit, entries: unit.entries.map((entry) => ({ ...entry, place: expression })) },
      );
    }
    case "ActionFilter":
      return evaluateFilter(expression, frame);
    case "ActionDifference":
      return evaluateDifference(expression, frame);
  }
}

function evaluateName(
  written: QualifiedName | Identifier,
  prefix: string,
  name: string,
  frame: Frame,
  servicePlace?: Identifier,
): ActionEntry {
  const place = written;
  const { source } = frame.module;
  const service = frame.catalog.service(prefix);
  const isPattern = name.includes("*") || name.includes("?");
  if (service === undefined) {
    reportService(prefix, name, servicePlace ?? { start: place.start, end: place.start + prefix.length }, frame);
    return { text: `${prefix.toLowerCase()}:${name}`, actions: [], any: false, exact: !isPattern, source, written, place };
  }
  const actions = service.matching(name);
  if (!isPattern) {
    const [action] = actions;
    const text = action === undefined ? `${service.prefix}:${name}` : action.qualifiedName;
    if (action === undefined) reportAction(service, name, place, servicePlace === undefined, frame);
    else if (!text.startsWith(prefix) || !text.endsWith(name)) reportCase(prefix, name, action, place, servicePlace, frame);
    return { text, actions, any: false, exact: true, source, written, place };
  }
  if (actions.length === 0 && !reportVariable(name, place, frame)) {
    const stem = name.replaceAll(/[*?]/g, "");
    const near = suggest(stem, beginningsOf(service)).map((one) => `${one}*`);
    frame.report("pattern-matches-nothing", { pattern: `${service.prefix}:${name}` }, place, {
      help: didYouMean(near.map((one) => `${service.prefix}:${one}`)),
    });
  }
  return { text: `${service.prefix}:${name}`, actions, any: false, exact: false, source, written, place };
}

/** IAM replaces variables in resources and conditions only. */
function reportVariable(text: string, place: Span, frame: Frame): boolean {
  const [, variable] = /\$\{([^}]*)\}?/.exec(text) ?? [];
  if (variable === undefined) return false;
  frame.report("misplaced-policy-variable", { variable, place: "in an action" }, place, {
    aws: "VARIABLE_UNSUPPORTED_IN_ELEMENT",
    help: "name the actions, or write a pattern of them",
  });
  return true;
}

const incompleteHelp = "the library alone knows Amazon Chime; compile with the command line, or pass `nodeCatalog()` of `chimepolicy/node`";

function reportService(prefix: string, name: string, place: Span, frame: Frame): void {
  if (reportVariable(prefix, place, frame)) return;
  if (/[*?]/.test(prefix))
    return frame.report("wildcard-service", { pattern: `${prefix}:${name}` }, place, {
      help: "name each service, or write `*` for every action of all services",
    });
  if (frame.catalog.services.includes(prefix.toLowerCase()))
    return frame.report("catalog-unavailable", { service: prefix }, place, {
      help: incompleteHelp,
    });
  const [right] = suggestServices(prefix);
  if (right !== undefined) {
    return frame.report("wrong-service-prefix", { prefix, right }, place, {
      help: `write \`${right}:${name}\``,
      fixes: [frame.fix(`write \`${right}\``, place, right)],
    });
  }
  const near = suggest(prefix, frame.catalog.services);
  frame.report("unknown-service", { service: prefix }, place, {
    help: didYouMean(near),
    fixes: certain(prefix, near).map((text) => frame.fix(`write \`${text}\``, place, text)),
  });
}

function reportAction(service: Service, name: string, place: Span, withPrefix: boolean, frame: Frame): void {
  if (reportVariable(name, place, frame)) return;
  const near = suggest(
    name,
    service.actions.map((action) => action.name),
  );
  const elsewhere = near.length > 0 ? undefined : servicesWith(name, frame);
  frame.report("unknown-action", { action: `${service.prefix}:${name}` }, place, {
    help: didYouMean(near.map((one) => `${service.prefix}:${one}`)) ?? elsewhere,
    fixes: certain(name, near).map((one) => {
      const text = withPrefix ? `${service.prefix}:${one}` : one;
      return frame.fix(`write \`${text}\``, place, text);
    }),
  });
}

/** An action of that name in a service whose name the author might have meant. */
function servicesWith(name: string, frame: Frame): string | undefined {
  const found = ["chime", "iam", "s3", "sts", "logs"].filter((prefix) => frame.catalog.service(prefix)?.action(name) !== undefined);
  return found.length === 0 ? undefined : didYouMean(found.map((prefix) => `${prefix}:${name}`));
}

function reportCase(prefix: string, name: string, action: Action, place: Span, servicePlace: Identifier | undefined, frame: Frame): void {
  const inGroup = servicePlace !== undefined;
  if (inGroup && prefix !== action.service) {
    frame.report("letter-case", { written: prefix, catalog: action.service }, servicePlace, {
      help: "IAM ignores the case of a service, so this changes no meaning",
      fixes: [frame.fix(`write \`${action.service}\``, servicePlace, action.service)],
    });
  }
  if (inGroup && action.name === name) return;
  const catalog = inGroup ? action.name : action.qualifiedName;
  frame.report("letter-case", { written: inGroup ? name : `${prefix}:${name}`, catalog }, place, {
    help: "IAM ignores the case of actions, so this changes no meaning",
    fixes: [frame.fix(`write \`${catalog}\``, place, catalog)],
  });
}

/** What the names of a service's actions begin with, in whole words: `Get`, `GetVoice`, `GetVoiceConnector`. */
function beginningsOf(service: Service): Set<string> {
  const beginnings = new Set<string>();
  for (const { name } of service.actions) {
    let beginning = "";
    for (const word of name.match(/[A-Z]+[a-z0-9]*|[a-z0-9]+/g) ?? []) beginnings.add((beginning += word));
  }
  return beginnings;
}

const levels: readonly AccessLevel[] = ["list", "read", "write", "tagging", "permissions"];

function evaluateFilter(expression: ActionFilter, frame: Frame): readonly ActionUnit[] {
  const wanted = new Set<string>();
  for (const level of expression.levels) {
    if ((levels as readonly string[]).includes(level.text)) wanted.add(level.text);
    else {
      const near = suggest(level.text, levels);
      frame.report("unknown-access-level", { level: level.text }, level, {
        help: didYouMean(near) ?? `the levels are ${levels.map((one) => `\`${one}\``).join(", ")}`,
        fixes: certain(level.text, near).map((one) => frame.fix(`write \`${one}\``, level, one)),
      });
    }
  }
  const base = evaluateActions(expression.base, frame);
  if (wanted.size < expression.levels.length || isFaulty(base)) return faulty;
  return computed(base, (action) => wanted.has(action.level), expression, frame);
}

function evaluateDifference(expression: ActionDifference, frame: Frame): readonly ActionUnit[] {
  const base = evaluateActions(expression.base, frame);
  const excluded = evaluateActions(expression.excluded, frame);
  const [onlyBase] = base;
  const [onlyExcluded] = excluded;
  const isEverything = base.length === 1 && !onlyBase!.negated && onlyBase!.entries.length === 1 && onlyBase!.entries[0]!.any;
  if (isEverything && excluded.length === 1 && !onlyExcluded!.negated && onlyExcluded!.faulty !== true) {
    if (onlyExcluded!.entries.some(({ any }) => any)) return emptied(expression, frame);
    return [{ negated: true, entries: onlyExcluded!.entries }];
  }
  if (isFaulty(base) || isFaulty(excluded)) return faulty;
  reportNeedless(base, excluded, frame);
  const without = membership(excluded);
  return computed(base, (action) => !without(action), expression, frame);
}

/** The actions of a set that pass, as names: a later action of AWS can then never slip in. */
function computed(base: readonly ActionUnit[], passes: (action: Action) => boolean, place: Span, frame: Frame): readonly ActionUnit[] {
  const needsAll = base.some(({ negated, entries }) => negated || entries.some(({ any }) => any));
  if (needsAll && !frame.catalog.isComplete()) {
    frame.report("catalog-unavailable", { service: "*" }, place, { help: incompleteHelp });
    return faulty;
  }
  const seen = new Set<Action>();
  const entries: ActionEntry[] = [];
  const by = locate(frame.module.source, place);
  const add = (action: Action, source: Source, written: Span): void => {
    if (seen.has(action) || !passes(action)) return;
    seen.add(action);
    entries.push({ text: action.qualifiedName, actions: [action], any: false, exact: true, source, written, place, computed: by });
  };
  for (const { negated, entries: baseEntries } of base) {
    if (negated) {
      const isOut = membership([{ negated: false, entries: baseEntries }]);
      for (const action of frame.catalog.expand("*")) if (!isOut(action)) add(action, frame.module.source, place);
    } else {
      for (const entry of baseEntries)
        for (const action of entry.any ? frame.catalog.expand("*") : entry.actions) add(action, entry.source, entry.written);
    }
  }
  return entries.length === 0 ? emptied(place, frame) : [{ negated: false, entries }];
}

function emptied(place: Span, frame: Frame): readonly ActionUnit[] {
  frame.report("empty-action-set", {}, place);
  return faulty;
}

/** Whether an action is in a set. */
function membership(units: readonly ActionUnit[]): (action: Action) => boolean {
  const tests = units.map(({ negated, entries }) => {
    const all = entries.some(({ any }) => any);
    const listed = new Set(entries.flatMap(({ actions }) => actions));
    return (action: Action): boolean => (all || listed.has(action)) !== negated;
  });
  return (action) => tests.some((test) => test(action));
}

/** Whether something in a set is unknown, so that nothing exact can be computed from it. */
function isFaulty(units: readonly ActionUnit[]): boolean {
  return units.some((unit) => unit.faulty === true || unit.entries.some((entry) => !entry.any && entry.actions.length === 0));
}

function reportNeedless(base: readonly ActionUnit[], excluded: readonly ActionUnit[], frame: Frame): void {
  const isIn = membership(base);
  for (const { negated, entries } of excluded) {
    if (negated) continue;
    for (const entry of entries) {
      if (entry.any || entry.actions.some(isIn)) continue;
      frame.report("needless-except", { pattern: entry.text }, entry.place);
    }
  }
}
