import { classify } from "./classify.ts";
import type { GrantStatement } from "../../ast/source.ts";
import type { Action } from "../../catalog/catalog.ts";
import type { Details } from "../../diagnostics/diagnostic.ts";
import type { ActionEntry, ActionUnit } from "./actions.ts";
import { splitStatement } from "./fixes.ts";
import type { Frame } from "./frame.ts";
import { checkArnType, describeTypes, servicesOf, shown, type ResourceEntry, type ResourceSet } from "./resources.ts";
import { usualType, writeResource } from "./suggestions.ts";

/**
 * The three rules on which resources go with which actions. Says whether the statement is seen to give every action all the
 * resource types that it needs, so that it need not be looked at together with others.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function checkFit(node: GrantStatement, units: readonly ActionUnit[], resources: ResourceSet, frame: Frame): boolean {
  const arns = resources.entries.filter(({ any }) => !any);
  if (arns.length === 0) return true;
  const fitting = arns.length === resources.entries.length && !resources.negated ? allFit(units, arns, frame) : undefined;
  if (fitting === undefined) reportMisfits(node, units, resources, arns, frame);
  return fitting ?? false;
}

function reportMisfits(
  node: GrantStatement,
  units: readonly ActionUnit[],
  resources: ResourceSet,
  arns: readonly ResourceEntry[],
  frame: Frame,
): void {
  const valid = arns.filter((entry) => isOpen(entry) || fitsSome(entry, units, frame) || checkArnType(entry, frame));
  // A complement, or a list with `*` in it, reaches every resource; only what is listed beside it can be at fault.
  const reachesAll = resources.negated || arns.length < resources.entries.length;
  const speaksOfAll = units.some(({ negated, entries }) => negated || entries.some(({ any }) => any));
  if (speaksOfAll) return;

  const idle = valid.filter((entry) => !isOpen(entry) && !fitsSome(entry, units, frame));
  const toleratedBy = new Set<ResourceEntry>();
  const misfits: ActionEntry[] = [];
  if (!reachesAll) {
    for (const { entries } of units) {
      for (const entry of entries) {
        if (entry.actions.length === 0 || valid.some(isOpen)) continue;
        const working = entry.actions.filter((action) => valid.some((resource) => fits(action, resource, frame)));
        if (working.length === entry.actions.length) continue;
        const tolerated = entry.actions.filter((action) => valid.some((resource) => tolerates(action, resource, frame)));
        if (tolerated.length > 0) {
          for (const resource of idle) if (tolerated.some((action) => tolerates(action, resource, frame))) toleratedBy.add(resource);
          if (entry.exact) {
            frame.report(
              "tolerated-resource",
              { action: entry.text, type: describeTypes(tolerated[0]!.service, tolerated[0]!.toleratedTypes) },
              entry.place,
              {
                help: "`*` is what AWS documents",
              },
            );
            continue;
          }
        }
        if (working.length + tolerated.length === 0) misfits.push(entry);
        else if (!entry.exact && working.length + tolerated.length < entry.actions.length)
          reportPartly(entry, [...working, ...tolerated], frame);
      }
    }
  }

  const hasUnknown = units.some(({ faulty, entries }) => faulty === true || entries.some(({ actions }) => actions.length === 0));
  const faultyResources = hasUnknown ? [] : idle.filter((entry) => !toleratedBy.has(entry));
  const withoutAny = misfits.filter(({ actions }) => actions.every(({ resourceTypes }) => resourceTypes.length === 0));
  for (const entry of withoutAny) reportNotTaken(entry, withoutAny, units, node, frame);
  // Where every action works on `*` only, the resources are that same fault seen from the other side.
  const takers = units
    .flatMap(({ entries }) => entries)
    .filter(({ actions }) => actions.some(({ resourceTypes }) => resourceTypes.length > 0));
  if (takers.length > 0) for (const entry of faultyResources) reportIdle(entry, takers, frame);
  if (faultyResources.length > 0 || valid.length < arns.length) return;
  for (const entry of misfits) {
    if (withoutAny.includes(entry)) continue;
    const action = entry.actions[0]!;
    const resource = narrowest(action, frame);
    const alike = misfits.filter((other) => !withoutAny.includes(other) && narrowest(other.actions[0]!, frame) === resource);
    frame.report(
      "action-without-resource",
      { action: entry.text, types: describeTypes(action.service, action.resourceTypes) },
      entry.place,
      {
        help: `add a resource of that type, or give \`${entry.text}\` a statement of its own`,
        fixes: splitStatement(node, alike, resource, frame),
      },
    );
  }
}

/**
 * Where every action fits some resource and every resource some action, whether every action has all the types it needs; else undefined.
 * This is the usual case, decided without the detours of the others.
 */
function allFit(units: readonly ActionUnit[], arns: readonly ResourceEntry[], frame: Frame): boolean | undefined {
  const used = arns.map(() => false);
  let prefix: string | undefined;
  let types: readonly (readonly { readonly name: string }[])[] = [];
  let taken: readonly string[] | undefined;
  let sufficient = true;
  for (const { negated, entries } of units) {
    if (negated) return undefined;
    for (const { actions } of entries) {
      if (actions.length === 0) return undefined;
      for (const action of actions) {
        if (action.service !== prefix) {
          const service = frame.catalog.service(action.service);
          if (service === undefined) return undefined;
          prefix = action.service;
          types = arns.map(({ text }) => classify(service, text));
        } else if (action.resourceTypes === taken) continue;
        taken = action.resourceTypes;
        let fitting = 0;
        for (let i = 0; i < types.length; i++) {
          if (!namesOneOf(types[i]!, taken)) continue;
          fitting += 1;
          used[i] = true;
        }
        if (fitting === 0) return undefined;
        for (const choices of action.requiredTypes) if (!types.some((found) => namesOneOf(found, choices))) sufficient = false;
      }
    }
  }
  return used.includes(false) ? undefined : sufficient;
}

function namesOneOf(found: readonly { readonly name: string }[], types: readonly string[]): boolean {
  for (const { name } of found) if (types.includes(name)) return true;
  return false;
}

/** Whether a resource is not known yet as a whole, so that it may be of any type. */
function isOpen(entry: ResourceEntry): boolean {
  return entry.text.startsWith("${");
}

function fitsSome(entry: ResourceEntry, units: readonly ActionUnit[], frame: Frame): boolean {
  return units.some(
    ({ negated, entries }) => !negated && entries.some(({ actions }) => actions.some((action) => fits(action, entry, frame))),
  );
}

/** Whether some ARN of the pattern is of a type that the action takes. */
function fits(action: Action, resource: ResourceEntry, frame: Frame): boolean {
  return isOfType(action.resourceTypes, action, resource, frame);
}

function tolerates(action: Action, resource: ResourceEntry, frame: Frame): boolean {
  return isOfType(action.toleratedTypes, action, resource, frame);
}

function isOfType(types: readonly string[], action: Action, resource: ResourceEntry, frame: Frame): boolean {
  if (resource.any) return true;
  if (types.length === 0) return false;
  const service = frame.catalog.service(action.service);
  return service !== undefined && namesOneOf(classify(service, resource.text), types);
}

function reportNotTaken(
  entry: ActionEntry,
  all: readonly ActionEntry[],
  units: readonly ActionUnit[],
  node: GrantStatement,
  frame: Frame,
): void {
  const isWhole = units.every(({ entries }) => entries.every((one) => all.includes(one)));
  const end = (node.principals?.at(-1) ?? node.actions).end;
  const advice = !isWhole
    ? { help: "give it a statement of its own", fixes: splitStatement(node, all, undefined, frame) }
    : node.resources === undefined
      ? { help: "move it out of the `on` block, or write `on *`", fixes: [frame.fix("add `on *`", { start: end, end }, " on *")] }
      : { help: "write `on *`", fixes: [frame.fix("write `on *`", node.resources, "*")] };
  frame.report("resource-not-taken", { action: entry.text, effect: node.effect === "Allow" ? "allows" : "denies" }, entry.place, advice);
}

function reportIdle(entry: ResourceEntry, takers: readonly ActionEntry[], frame: Frame): void {
  const [type] = servicesOf(entry.text, frame).flatMap((service) => classify(service, entry.text));
  const wanted = [
    ...new Set(
      takers.flatMap(({ actions }) => actions.flatMap((action) => action.resourceTypes.map((name) => `\`${action.service}:${name}\``))),
    ),
  ];
  const near = withOtherEnd(entry, takers, frame);
  frame.report(
    "resource-does-not-fit",
    { resource: shown(entry.text), type: type === undefined || near !== undefined ? "this resource" : `\`${type.service}:${type.name}\`` },
    entry.place,
    near ?? {
      help: `they take ${wanted.length > 6 ? `${wanted.slice(0, 5).join(", ")} and ${wanted.length - 5} more` : wanted.join(", ")}`,
    },
  );
}

/** What to write instead, where all that is wrong with an ARN is the slash at its end. */
function withOtherEnd(entry: ResourceEntry, takers: readonly ActionEntry[], frame: Frame): Details | undefined {
  const { text, place } = entry;
  if (!text.endsWith("/") || frame.module.source.text.slice(place.start, place.end) !== `"${text}"`) return undefined;
  const isTaken = (other: string): boolean =>
    takers.some(({ actions }) => actions.some((action) => fits(action, { ...entry, text: other }, frame)));
  const bare = text.slice(0, -1);
  if (isTaken(bare))
    return { help: `they take \`${shown(bare)}\`, without the \`/\` at its end`, fixes: [frame.fix("remove the `/`", place, `"${bare}"`)] };
  // All that lies below is more than was written: it is the author's to say.
  return isTaken(`${text}*`) ? { help: `they take what lies below: \`${shown(text)}*\` is all of it` } : undefined;
}

function reportPartly(entry: ActionEntry, working: readonly Action[], frame: Frame): void {
  const idle = entry.actions.filter((action) => !working.includes(action));
  const onStar = idle.filter(({ resourceTypes }) => resourceTypes.length === 0);
  const notes = [
    ...(onStar.length > 0 ? [`they work on \`*\` only: ${names(onStar)}`] : []),
    ...(idle.length > onStar.length ? [`they take other resources: ${names(idle.filter((action) => !onStar.includes(action)))}`] : []),
  ];
  frame.report("partly-ineffective-pattern", { pattern: entry.text, ineffective: idle.length, total: entry.actions.length }, entry.place, {
    notes,
  });
}

function names(actions: readonly Action[]): string {
  return actions.map(({ name }) => name).join(", ");
}

/** A resource of the action's usual type, written to mean all of them. */
function narrowest(action: Action, frame: Frame): string | undefined {
  const type = frame.catalog.service(action.service)?.resourceType(usualType(action.service, action.resourceTypes, frame));
  return type === undefined ? undefined : writeResource(type);
}
