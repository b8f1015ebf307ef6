import { classify } from "./classify.ts";
import type { Action } from "../../catalog/catalog.ts";
import type { ActionEntry, ActionUnit } from "./actions.ts";
import type { Frame } from "./frame.ts";
import { describeTypes } from "./resources.ts";
import { openFields, usualType, writeResource } from "./suggestions.ts";
import type { TypedGrant } from "./statements.ts";

/** What a document allows one action on. */
interface Coverage {
  readonly types: Set<string>;
  /** Allowed on everything. */
  all: boolean;
}

/**
 * Warns of actions that need several resource types and are allowed on some of them only, over the whole document: an action on two
 * resources is allowed when each of them is, though not in the same statement.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function checkRequiredTypes(grants: readonly TypedGrant[]): void {
  if (grants.every(({ sufficient }) => sufficient)) return;
  const lacking = findLacking(grants);
  const reported = new Set<ActionEntry>();
  for (const grant of grants) {
    if (!isAllowed(grant) || reachesAll(grant)) continue;
    for (const unit of grant.units) {
      if (isBroad(unit)) continue;
      for (const entry of unit.entries) {
        for (const action of entry.actions) {
          const missing = lacking.get(action);
          if (missing === undefined || reported.has(entry)) continue;
          reported.add(entry);
          report(grant, entry, action, missing);
        }
      }
    }
  }
}

/** The actions that a document allows on some of their types only, with the types that are missing: one of each list. */
function findLacking(grants: readonly TypedGrant[]): ReadonlyMap<Action, readonly (readonly string[])[]> {
  const coverage = new Map<Action, Coverage>();
  const broad: TypedGrant[] = [];
  for (const grant of grants) {
    if (!isAllowed(grant)) continue;
    for (const unit of grant.units) {
      if (isBroad(unit)) broad.push(grant);
      else cover(unit, grant, coverage);
    }
  }
  const lacking = new Map<Action, readonly (readonly string[])[]>();
  for (const [action, { types, all }] of coverage) {
    if (all) continue;
    const isCovered = (type: string): boolean => types.has(type) || broad.some((other) => reaches(other, action, type));
    const missing = action.requiredTypes.filter((choices) => !choices.some(isCovered));
    // With no type covered at all, the statement itself has been found at fault already.
    if (missing.length > 0 && action.resourceTypes.some(isCovered)) lacking.set(action, missing);
  }
  return lacking;
}

/** Adds what a statement allows. */
function cover({ entries }: ActionUnit, grant: TypedGrant, coverage: Map<Action, Coverage>): void {
  const all = reachesAll(grant);
  let service: string | undefined;
  let types: readonly string[] = [];
  for (const { actions } of entries) {
    for (const action of actions) {
      if (!needsSeveral(action)) continue;
      let covered = coverage.get(action);
      if (covered === undefined) coverage.set(action, (covered = { types: new Set(), all: false }));
      if (all) covered.all = true;
      else {
        if (action.service !== service) types = typesOf(grant, (service = action.service));
        for (const type of types) covered.types.add(type);
      }
    }
  }
}

function isAllowed({ node, resources }: TypedGrant): boolean {
  return node.effect === "Allow" && !resources.faulty;
}

function reachesAll({ resources }: TypedGrant): boolean {
  return resources.negated || resources.entries.some(({ any, text }) => any || text.startsWith("${"));
}

/** Whether it speaks of all actions, or all but some. */
function isBroad({ negated, entries }: ActionUnit): boolean {
  return negated || entries.some(({ any }) => any);
}

/** Whether an action can lack a type where it has another; one that takes a single type is found at fault elsewhere. */
function needsSeveral({ requiredTypes, resourceTypes }: Action): boolean {
  const [only, ...others] = requiredTypes;
  return only !== undefined && (others.length > 0 || !resourceTypes.every((type) => only.includes(type)));
}

/** Whether a statement about all actions, or all but some, allows an action on a type. */
function reaches(grant: TypedGrant, action: Action, type: string): boolean {
  const { resources, units } = grant;
  const includesAction = units.some(
    ({ negated, entries }) => entries.some(({ any, actions }) => any || actions.includes(action)) !== negated,
  );
  return includesAction && (resources.negated || resources.entries.some(({ any }) => any) || typesOf(grant, action.service).includes(type));
}

function typesOf({ resources, frame }: TypedGrant, prefix: string): readonly string[] {
  const service = frame.catalog.service(prefix);
  if (service === undefined) return [];
  return resources.entries.flatMap(({ text }) => classify(service, text).map(({ name }) => name));
}

function report({ frame, node }: TypedGrant, entry: ActionEntry, action: Action, missing: readonly (readonly string[])[]): void {
  const named = entry.exact ? entry.text : action.qualifiedName;
  const types = missing.map((choices) => describeTypes(action.service, choices)).join(" and ");
  const addition = missing
    .map((choices) => constructorOf(action.service, usualType(action.service, choices, frame), node, frame))
    .join(", ");
  const end = node.resources?.end;
  frame.report("required-resource-missing", { action: named, types }, entry.place, {
    ...(entry.exact ? {} : { notes: [`\`${entry.text}\` grants it`] }),
    help: `add \`${addition}\` to its resources`,
    fixes: end === undefined ? [] : [frame.fix(`add \`${addition}\``, { start: end, end }, `, ${addition}`)],
  });
}

/** A constructor of a type, its leading fields taken over from a constructor of the statement that has the same ones. */
function constructorOf(prefix: string, typeName: string, node: TypedGrant["node"], frame: Frame): string {
  const service = frame.catalog.service(prefix);
  const type = service?.resourceType(typeName);
  if (type === undefined) return `${prefix}:${typeName}(*)`;
  const { text } = frame.module.source;
  const resources = node.resources === undefined ? [] : node.resources.kind === "ResourceList" ? node.resources.elements : [node.resources];
  for (const resource of resources) {
    if (resource.kind !== "ResourceConstructor" || resource.type.prefix !== prefix) continue;
    const other = service?.resourceType(resource.type.name);
    const shared = resource.arguments.filter(
      ({ name }, index) => name === undefined && other?.fields[index] !== undefined && other.fields[index] === type.fields[index],
    );
    if (shared.length === 0) continue;
    const written = shared.map(({ start, end }) => text.slice(start, end));
    const rest = openFields(type).slice(shared.length);
    const named = resource.arguments.filter(({ name }) => name !== undefined).map(({ start, end }) => text.slice(start, end));
    return `${prefix}:${typeName}(${[...written, ...rest, ...named].join(", ")})`;
  }
  return writeResource(type);
}
