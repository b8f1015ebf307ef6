import { arnFields } from "../../src/catalog/arn-fields.ts";
import {
  accessLevelOf,
  dependentsOf,
  templatesOf,
  type SourceAction,
  type SourceEdition,
  type SourceKey,
  type SourceService,
} from "../../src/catalog/edition.ts";
import type { AccessLevel } from "../../src/catalog/types.ts";
import { applyTypeCorrections, type TakenTypes } from "./correct.ts";
import type { StaleReport } from "./stale.ts";
import * as overlay from "../../src/catalog/overlay.ts";

/** A service with the facts of both editions and our corrections. */
export interface AssembledService {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly AssembledAction[];
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly templates: readonly string[];
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly SourceKey[];
}

export interface AssembledAction extends TakenTypes {
  readonly name: string;
  readonly description: string;
  readonly level: AccessLevel;
  readonly permissionOnly: boolean;
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

/** Joins the two editions and applies the corrections that concern services. */
export function assemble(edition: SourceEdition, dependents: SourceEdition, stale: StaleReport): readonly AssembledService[] {
  const older = new Map(
    dependents.services.flatMap(({ prefix, actions }) => actions.map((action) => [`${prefix}:${action.name}`, action] as const)),
  );
  const services = edition.services.map((service) => assembleService(service, (name) => older.get(`${service.prefix}:${name}`), stale));
  return sorted(services, ({ prefix }) => prefix);
}

function assembleService(service: SourceService, older: (name: string) => SourceAction | undefined, stale: StaleReport): AssembledService {
  const { prefix, name } = service;
  const typeKeys = new Map(service.resourceTypes.map((type) => [type.key, new Set(type.conditionKeys)]));
  const actions = service.actions.map((action): AssembledAction => {
    const before = older(action.name);
    // A key at the row of one resource type that is not a key of the type itself is a key of the action.
    const rowKeys = action.resourceTypes.flatMap((row) => row.conditionKeys.filter((key) => typeKeys.get(row.name)?.has(key) !== true));
    return {
      name: action.name,
      description: action.description,
      level: accessLevelOf(action.accessLevel)!,
      permissionOnly: before?.isPermissionOnly === true,
      conditionKeys: unique([...action.conditionKeys, ...rowKeys]),
      dependentActions: before ? unique(dependentsOf(before)) : [],
      ...applyTypeCorrections(prefix, action, stale),
    };
  });
  return {
    prefix,
    name,
    actions: sorted(actions, (action) => action.name),
    resourceTypes: sorted(service.resourceTypes, (type) => type.key).map((type) => ({
      name: type.key,
      templates: templatesOf(type)
        .flatMap((template) => correctTemplate(prefix, type.key, template, stale))
        .map(normalise),
      conditionKeys: unique(type.conditionKeys ?? []),
    })),
    conditionKeys: sorted(service.conditionKeys, ({ key }) => key).map((key) => correctKeyType(prefix, key, stale)),
  };
}

/** Names the placeholders of region and account by their place: 24 templates write `${AccountId}` where the others write `${Account}`. */
function normalise(template: string): string {
  const [, , service, region, account, resource] = arnFields(template);
  const named = (field: string | undefined, name: string): string => (field?.startsWith("${") ? name : (field ?? ""));
  return ["arn", "${Partition}", service, named(region, "${Region}"), named(account, "${Account}"), resource].join(":");
}

function correctTemplate(service: string, type: string, template: string, stale: StaleReport): readonly string[] {
  const correction = overlay.templates.find((entry) => entry.service === service && entry.type === type && entry.from === template);
  if (!correction) return [template];
  stale.used(correction);
  return correction.to;
}

/** A condition key with the type that AWS gives it. */
export function correctKeyType(service: string | undefined, key: SourceKey, stale: StaleReport): SourceKey {
  const correction = overlay.keyTypes.find((entry) => entry.service === service && entry.key === key.key && entry.from === key.type);
  if (!correction) return key;
  stale.used(correction);
  return { ...key, type: correction.to };
}

/** In the order of code units, so that no locale changes the files. */
export function sorted<Item>(items: readonly Item[], name: (item: Item) => string): readonly Item[] {
  return [...items].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}

const unique = (names: readonly string[]): readonly string[] => sorted([...new Set(names)], (name) => name);
