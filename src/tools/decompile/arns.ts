import { classifyArn, partitions } from "../../catalog/arn.ts";
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

/** The typed resource that stands for an ARN, best of those that the actions take; undefined where none does. */
export function typeArn(arn: string, actions: readonly Action[], catalog: Catalog): TypedArn | undefined {
  const candidates = servicesFor(arn, actions, catalog)
    .flatMap((service) => service.resourceTypes.flatMap((type) => invert(arn, type, service) ?? []))
    .toSorted((a, b) => literalLength(b.type) - literalLength(a.type));
  const taken = new Set(actions.flatMap((action) => action.resourceTypes.map((name) => `${action.service}:${name}`)));
  const templates = new Set(candidates.filter(({ type }) => taken.has(`${type.service}:${type.name}`)).map(({ type }) => type.arn));
  const own = arn.split(":")[2];
  const fitting = candidates.filter(({ type }) => templates.has(type.arn));
  const best = fitting.find(({ type }) => type.service === own) ?? fitting[0];
  if (best !== undefined) return best;
  // No action takes it, or nobody knows: `bucket*` may be meant as a bucket, or as what is in it.
  return candidates.find(({ type, fields }) => type.service === own && !/[*?]/.test((fields.at(-1) ?? "").replace(/^\*$/, "")));
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

function isRegion(text: string): boolean {
  return /[*?]/.test(text) ? /^[a-z\d*?-]+$/.test(text) : /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(text);
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
