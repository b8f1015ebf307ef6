import { classifyArn, isRegion, partitions } from "../../catalog/arn.ts";
import type { Action, Catalog, ResourceType, Service } from "../../catalog/catalog.ts";

/** An ARN as a typed resource. */
export interface TypedArn {
  readonly type: ResourceType;
  /** Undefined where the type's ARN has no such field. */
  readonly partition: string | undefined;
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly fields: readonly string[];
}

/** The typed resource that stands for an ARN, where it is one of a single type that the actions take; else undefined. */
export function typeArn(arn: string, actions: readonly Action[], catalog: Catalog): TypedArn | undefined {
  const candidates = servicesFor(arn, actions, catalog)
    .flatMap((service) => service.resourceTypes.flatMap((type) => invert(arn, type, service) ?? []))
    .toSorted((a, b) => literalLength(b.type) - literalLength(a.type));
  const own = arn.split(":")[2];
  const hasWildcard = candidates.some(({ fields }) => /[*?]/.test(fields.at(-1) ?? ""));
  const taken = takenTemplates(arn, actions, catalog);
  const fitting = candidates.filter(({ type }) => taken.has(type.arn));
  // Of several types, none says what is meant: `bucket*` matches buckets and what is in them.
  if (fitting.length > 0)
    return hasWildcard && taken.size > 1 ? undefined : (fitting.find(({ type }) => type.service === own) ?? fitting[0]);
  return hasWildcard && candidates.some(({ fields }) => fields.at(-1) !== "*")
    ? undefined
    : candidates.find(({ type }) => type.service === own);
}

/** The templates of the types that the actions take and that an ARN can be of. */
function takenTemplates(arn: string, actions: readonly Action[], catalog: Catalog): ReadonlySet<string> {
  const templates = new Set<string>();
  const names = new Map<string, Set<string>>();
  for (const { service, resourceTypes } of actions) {
    const known = names.get(service) ?? new Set<string>();
    names.set(service, known);
    for (const name of resourceTypes) known.add(name);
  }
  for (const [prefix, taken] of names) {
    const service = catalog.service(prefix);
    if (service === undefined) continue;
    for (const type of classifyArn(service, arn)) if (taken.has(type.name)) templates.add(type.arn);
  }
  return templates;
}

function servicesFor(arn: string, actions: readonly Action[], catalog: Catalog): readonly Service[] {
  const name = arn.split(":")[2] ?? "";
  const prefixes = new Set([name, ...catalog.arnServices(name), ...actions.map(({ service }) => service)]);
  return [...prefixes].flatMap((prefix) => catalog.service(prefix) ?? []);
}

function literalLength(type: ResourceType): number {
  return type.arn.replaceAll(/\$\{[^}]*\}/g, "").length;
}

const named = ["Partition", "Region", "Account"];

/** The fields of an ARN of a type; undefined where it is none, or where the type could not be written with them. */
function invert(arn: string, type: ResourceType, service: Service): TypedArn | undefined {
  const shape = shapeOf(type);
  const match = shape?.pattern.exec(arn);
  if (shape === undefined || match === undefined || match === null) return undefined;
  const valueOf = (name: string): string | undefined => match[shape.slots.indexOf(name) + 1];
  const [partition, region, account] = named.map((name) => (shape.slots.includes(name) ? valueOf(name) : undefined));
  if (partition !== undefined && partition !== "*" && !partitions.includes(partition)) return undefined;
  if (region !== undefined && !isRegion(region)) return undefined;
  if (account !== undefined && !/^(\d{12}|\*)$/.test(account)) return undefined;
  if (!classifyArn(service, arn).includes(type)) return undefined;
  return { type, partition, region, account, fields: type.fields.map((field) => valueOf(field)!) };
}

interface Shape {
  readonly pattern: RegExp;
  /** The placeholders in order. */
  readonly slots: readonly string[];
}

const shapes = new WeakMap<ResourceType, { readonly shape: Shape | undefined }>();

function shapeOf(type: ResourceType): Shape | undefined {
  let known = shapes.get(type);
  if (known === undefined) shapes.set(type, (known = { shape: makeShape(type) }));
  return known.shape;
}

function makeShape({ arn, fields }: ResourceType): Shape | undefined {
  if (new Set(fields).size < fields.length) return undefined;
  const slots: string[] = [];
  const pattern = arn.split(/(\$\{[^}]+\})/).map((piece) => {
    if (!piece.startsWith("${")) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const slot = piece.slice(2, -1);
    slots.push(slot);
    if (named.includes(slot)) return "([^:]*)";
    return slot === fields.at(-1) ? "(.+)" : "(.+?)";
  });
  return { pattern: new RegExp(`^${pattern.join("")}$`, "s"), slots };
}
