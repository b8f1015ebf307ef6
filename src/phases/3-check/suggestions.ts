import type { Action, ResourceType } from "../../catalog/catalog.ts";
import type { Frame } from "./frame.ts";

/** Typed resources as fixes write them. */

/** A typed resource that means all of its type. */
export function writeResource(type: ResourceType): string {
  return `${type.service}:${type.name}(${openFields(type).join(", ")})`;
}

/** The resources that some actions need, where it is the same for all of them: one of each required type. */
export function neededResources(actions: readonly Action[], frame: Frame): string | undefined {
  const [first] = actions;
  if (first === undefined || first.requiredTypes.length === 0) return undefined;
  const needs = ({ service, requiredTypes }: Action): string => `${service} ${JSON.stringify(requiredTypes)}`;
  if (actions.some((action) => needs(action) !== needs(first))) return undefined;
  const service = frame.catalog.service(first.service);
  const types = first.requiredTypes.map((choices) => service?.resourceType(usualType(first.service, choices, frame)));
  return types.some((type) => type === undefined) ? undefined : types.map((type) => writeResource(type!)).join(", ");
}

/** Of several types, the one that most actions of the service take: users rather than bots, objects rather than access points. */
export function usualType(prefix: string, types: readonly string[], frame: Frame): string {
  const actions = frame.catalog.service(prefix)?.actions ?? [];
  const takers = (type: string): number => actions.filter(({ resourceTypes }) => resourceTypes.includes(type)).length;
  return types.toSorted((a, b) => takers(b) - takers(a) || a.length - b.length)[0]!;
}

/**
 * What stands for fields that nothing is known of: `*`, but never for a user, since whoever may act as every user may act as any other.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-client-apps.html
 */
export function openFields({ service, name, fields }: ResourceType): readonly string[] {
  const isUser = service === "chime" && name === "app-instance-user";
  return fields.map((_, index) => (isUser && index === fields.length - 1 ? '"${aws:PrincipalTag/appInstanceUserId}"' : "*"));
}
