import { damaged } from "./damage.ts";
import type { AccessLevel, Action, Catalog, CatalogVersion, ConditionKey, ResourceType, Service } from "./types.ts";

/** What a fact was, and what it is. */
export interface Change<Fact> {
  readonly before: Fact;
  readonly after: Fact;
}

/** Names that came into a list, and those that left it. */
export interface Moves {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What came, what went, and what stayed with other facts; each sorted by name. */
export interface Difference<Item, Changed> {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  readonly changed: readonly Changed[];
}

/** An action by its qualified name. */
export interface NamedAction {
  readonly name: string;
  readonly level: AccessLevel;
}

/** An action of which both catalogs know, and what they say differently of it. */
export interface ChangedAction {
  readonly name: string;
  /** The name in other letter case, which means the same to IAM. */
  readonly spelling?: Change<string> | undefined;
  readonly level?: Change<AccessLevel> | undefined;
  readonly permissionOnly?: Change<boolean> | undefined;
  readonly resourceTypes?: Moves | undefined;
  /** Types of which one is needed, `channel` or `app-instance-bot or app-instance-user`. */
  readonly requiredTypes?: Moves | undefined;
  readonly toleratedTypes?: Moves | undefined;
  readonly conditionKeys?: Moves | undefined;
  readonly dependentActions?: Moves | undefined;
}

/** A resource type by its qualified name. */
export interface NamedType {
  readonly name: string;
  readonly arns: readonly string[];
}

/** A resource type of which both catalogs know, and what they say differently of it. */
export interface ChangedType {
  readonly name: string;
  readonly arns?: Moves | undefined;
  readonly conditionKeys?: Moves | undefined;
}

/** A condition key. */
export interface NamedKey {
  readonly name: string;
  /** `String`, or `list of String` for one of many values. */
  readonly type: string;
}

/** A condition key of which both catalogs know, and what they say differently of it. */
export interface ChangedKey {
  readonly name: string;
  readonly spelling?: Change<string> | undefined;
  readonly type?: Change<string> | undefined;
}

/** What two catalogs say differently of one service. */
export interface ServiceDifference {
  readonly service: string;
  readonly name: string;
  /** Whether one of the two does not have the service at all. */
  readonly state: "added" | "removed" | "changed";
  readonly actions: Difference<NamedAction, ChangedAction>;
  readonly resourceTypes: Difference<NamedType, ChangedType>;
  readonly conditionKeys: Difference<NamedKey, ChangedKey>;
}

/** What two catalogs say differently. */
export interface CatalogDifference extends Change<CatalogVersion> {
  /** Those that differ, sorted. */
  readonly services: readonly ServiceDifference[];
  /** The keys that every service has. */
  readonly globalKeys: Difference<NamedKey, ChangedKey>;
}

/** Compares two complete catalogs, or what they say of one service. */
export function compareCatalogs(before: Catalog, after: Catalog, only?: string): CatalogDifference {
  const prefixes = only === undefined ? [...new Set([...before.services, ...after.services])].toSorted() : [only.toLowerCase()];
  return {
    before: before.version,
    after: after.version,
    services: prefixes.flatMap((prefix) => compareServices(serviceOf(before, prefix), serviceOf(after, prefix))),
    globalKeys: only === undefined ? compareKeys(before.globalKeys, after.globalKeys) : { added: [], removed: [], changed: [] },
  };
}

/** A service whose file is missing is no service that AWS has given up. */
function serviceOf(catalog: Catalog, prefix: string): Service | undefined {
  if (catalog.serviceName(prefix) === undefined) return undefined;
  const service = catalog.service(prefix);
  if (service === undefined) throw damaged(prefix, "it is missing");
  return service;
}

function compareServices(before: Service | undefined, after: Service | undefined): readonly ServiceDifference[] {
  const known = after ?? before;
  if (known === undefined) return [];
  const difference: ServiceDifference = {
    service: known.prefix,
    name: known.name,
    state: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    actions: compareLists(before?.actions, after?.actions, ({ qualifiedName }) => qualifiedName.toLowerCase(), nameAction, changeAction),
    resourceTypes: compareLists(before?.resourceTypes, after?.resourceTypes, ({ name }) => name, nameType, changeType),
    conditionKeys: compareKeys(before?.conditionKeys, after?.conditionKeys),
  };
  const { state, actions, resourceTypes, conditionKeys } = difference;
  return state === "changed" && [actions, resourceTypes, conditionKeys].every(isEmpty) ? [] : [difference];
}

/** Whether nothing came, went or changed. */
export function isEmpty({ added, removed, changed }: Difference<unknown, unknown>): boolean {
  return added.length + removed.length + changed.length === 0;
}

function compareKeys(before: readonly ConditionKey[] = [], after: readonly ConditionKey[] = []): Difference<NamedKey, ChangedKey> {
  return compareLists(before, after, ({ name }) => name.toLowerCase(), nameKey, changeKey);
}

function compareLists<Fact, Item extends { readonly name: string }, Changed extends { readonly name: string }>(
  before: readonly Fact[] = [],
  after: readonly Fact[] = [],
  keyOf: (fact: Fact) => string,
  itemOf: (fact: Fact) => Item,
  changeOf: (before: Fact, after: Fact) => Changed,
): Difference<Item, Changed> {
  const old = new Map(before.map((fact) => [keyOf(fact), fact]));
  const kept = new Set<string>();
  const added: Item[] = [];
  const changed: Changed[] = [];
  for (const fact of after) {
    const key = keyOf(fact);
    const other = old.get(key);
    kept.add(key);
    if (other === undefined) added.push(itemOf(fact));
    else {
      const change = changeOf(other, fact);
      if (Object.values(change).filter((value) => value !== undefined).length > 1) changed.push(change);
    }
  }
  const removed = [...old].flatMap(([key, fact]) => (kept.has(key) ? [] : [itemOf(fact)]));
  return { added: added.toSorted(byName), removed: removed.toSorted(byName), changed: changed.toSorted(byName) };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function nameAction({ qualifiedName, level }: Action): NamedAction {
  return { name: qualifiedName, level };
}

function changeAction(before: Action, after: Action): ChangedAction {
  return {
    name: after.qualifiedName,
    spelling: fact(before.qualifiedName, after.qualifiedName),
    level: fact(before.level, after.level),
    permissionOnly: fact(before.permissionOnly, after.permissionOnly),
    resourceTypes: moves(before.resourceTypes, after.resourceTypes),
    requiredTypes: moves(before.requiredTypes.map(choice), after.requiredTypes.map(choice)),
    toleratedTypes: moves(before.toleratedTypes, after.toleratedTypes),
    conditionKeys: moves(before.conditionKeys, after.conditionKeys),
    dependentActions: moves(before.dependentActions, after.dependentActions),
  };
}

function choice(types: readonly string[]): string {
  return types.join(" or ");
}

function nameType({ service, name, arns }: ResourceType): NamedType {
  return { name: `${service}:${name}`, arns };
}

function changeType(before: ResourceType, after: ResourceType): ChangedType {
  return {
    name: `${after.service}:${after.name}`,
    arns: moves(before.arns, after.arns),
    conditionKeys: moves(before.conditionKeys, after.conditionKeys),
  };
}

function nameKey(key: ConditionKey): NamedKey {
  return { name: key.name, type: typeOf(key) };
}

function changeKey(before: ConditionKey, after: ConditionKey): ChangedKey {
  return { name: after.name, spelling: fact(before.name, after.name), type: fact(typeOf(before), typeOf(after)) };
}

function typeOf({ type, multiValued }: ConditionKey): string {
  return multiValued ? `list of ${type}` : type;
}

function fact<Fact>(before: Fact, after: Fact): Change<Fact> | undefined {
  return before === after ? undefined : { before, after };
}

function moves(before: readonly string[], after: readonly string[]): Moves | undefined {
  const [old, now] = [new Set(before), new Set(after)];
  const added = [...now].filter((one) => !old.has(one)).toSorted();
  const removed = [...old].filter((one) => !now.has(one)).toSorted();
  return added.length + removed.length === 0 ? undefined : { added, removed };
}
