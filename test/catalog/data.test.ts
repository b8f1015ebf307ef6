import { describe, expect, it } from "vitest";
import { accessLevelOf, dependentsOf, templatesOf, type SourceAction } from "../../src/catalog/edition.ts";
import { keyTypeOf } from "../../src/catalog/keys.ts";
import * as overlay from "../../src/catalog/overlay.ts";
import { newest, older } from "./editions.ts";
import { catalog } from "./source.ts";

const chime = catalog.service("chime")!;
const byCodeUnit = (names: Iterable<string>): string[] => [...names].sort();
const unique = (names: Iterable<string>): string[] => byCodeUnit(new Set(names));
const same = (left: Iterable<string>, right: Iterable<string>): boolean => unique(left).join() === unique(right).join();

describe("the catalog against iam-data", () => {
  it("has the same services", () => {
    expect(catalog.services).toEqual(byCodeUnit(newest.services.map(({ prefix }) => prefix)));
    expect(catalog.isComplete()).toBe(true);
    expect(catalog.actionCount).toBe(22_091);
    for (const { prefix, name } of newest.services) expect(catalog.serviceName(prefix)).toBe(name);
  });

  it("has the same actions with the same levels, types and keys", () => {
    for (const expected of newest.services) {
      const service = catalog.service(expected.prefix)!;
      expect(service.actions.map(({ name }) => name)).toEqual(byCodeUnit(expected.actions.map(({ name }) => name)));
      const different = expected.actions.filter((action) => {
        const found = service.action(action.name)!;
        const usable = (type: string): readonly string[] => [...found.conditionKeys, ...service.resourceType(type)!.conditionKeys];
        return !(
          found.qualifiedName === `${expected.prefix}:${action.name}` &&
          found.service === expected.prefix &&
          found.level === accessLevelOf(action.accessLevel) &&
          action.conditionKeys.every((key) => found.conditionKeys.includes(key)) &&
          action.resourceTypes.every((row) => row.conditionKeys.every((key) => usable(row.name).includes(key))) &&
          (isCorrected(found.qualifiedName) ||
            (same(
              found.resourceTypes,
              action.resourceTypes.map(({ name }) => name),
            ) &&
              same(
                found.requiredTypes.flat(),
                action.resourceTypes.filter(({ required }) => required).map(({ name }) => name),
              )))
        );
      });
      expect(different).toEqual([]);
    }
  });

  it("has the same resource types and condition keys", () => {
    for (const expected of newest.services) {
      const service = catalog.service(expected.prefix)!;
      expect(service.resourceTypes.map(({ name }) => name)).toEqual(byCodeUnit(expected.resourceTypes.map(({ key }) => key)));
      for (const type of expected.resourceTypes) {
        const found = service.resourceType(type.key)!;
        expect(found.conditionKeys).toEqual(unique(type.conditionKeys ?? []));
        if (overlay.templates.some((entry) => entry.service === expected.prefix && entry.type === type.key)) continue;
        expect(found.arns.map(anonymous)).toEqual(templatesOf(type).map(anonymous));
      }
      expect(service.conditionKeys.map(({ name }) => name)).toEqual(byCodeUnit(expected.conditionKeys.map(({ key }) => key)));
      for (const key of expected.conditionKeys) {
        const { name, ...type } = service.conditionKey(key.key)!;
        expect(name).toBe(key.key);
        if (!overlay.keyTypes.some((entry) => entry.key === name)) expect(type).toEqual(keyTypeOf(key.type));
      }
    }
  });

  it("takes dependent actions and permission-only marks from the older edition", () => {
    const before = new Map<string, SourceAction>(
      older.services.flatMap(({ prefix, actions }) => actions.map((action) => [`${prefix}:${action.name}`, action] as const)),
    );
    const different = catalog.expand("*").filter((action) => {
      const expected = before.get(action.qualifiedName);
      return (
        action.permissionOnly !== (expected?.isPermissionOnly === true) ||
        !same(action.dependentActions, expected ? dependentsOf(expected) : [])
      );
    });
    expect(different).toEqual([]);
  });

  it("knows every action that another depends on", () => {
    const known = new Set<string>(catalog.expand("*").map(({ qualifiedName }) => qualifiedName));
    expect(catalog.expand("*").flatMap(({ dependentActions }) => dependentActions.filter((name) => !known.has(name)))).toEqual([]);
  });
});

describe("the placeholders of ARN templates", () => {
  it("are named alike for region and account", () => {
    const places = new Set(
      catalog.services.flatMap((prefix) =>
        catalog.service(prefix)!.resourceTypes.flatMap(({ arns }) => arns.map((arn) => arn.split(":").slice(3, 5).join(":"))),
      ),
    );
    expect([...places].filter((place) => place.includes("$")).join()).not.toMatch(/AccountId|OwnerAccount/);
  });

  it("are a type's fields, in order, but for partition, region and account", () => {
    expect(chime.resourceType("channel")?.fields).toEqual(["AppInstanceId", "ChannelId"]);
    expect(chime.resourceType("meeting")?.arn).toBe("arn:${Partition}:chime:${Region}:${Account}:meeting/${MeetingId}");
    expect(catalog.service("backup")?.resourceType("recoveryPoint")?.fields).toEqual(["Vendor", "ResourceType", "RecoveryPointId"]);
  });
});

describe("the facts of Chime", () => {
  it("are 316 actions, 148 of which take no resource, and 13 resource types", () => {
    expect(chime.actions).toHaveLength(316);
    expect(chime.actions.filter(({ resourceTypes }) => resourceTypes.length === 0)).toHaveLength(148);
    expect(chime.resourceTypes).toHaveLength(13);
    const levels = new Map<string, number>();
    for (const { level } of chime.actions) levels.set(level, (levels.get(level) ?? 0) + 1);
    expect(Object.fromEntries(levels)).toEqual({ write: 190, read: 70, list: 50, tagging: 6 });
  });

  it("are 22 actions with 53 dependents: 19 with 47 at the action, the rest at rows of resource types", () => {
    const dependents = chime.actions.map(({ dependentActions }) => dependentActions.length).filter((count) => count > 0);
    expect([dependents.length, sum(dependents)]).toEqual([22, 53]);
    const atAction = older.services
      .find(({ prefix }) => prefix === "chime")!
      .actions.map(({ dependentActions }) => dependentActions.length)
      .filter((count) => count > 0);
    expect([atAction.length, sum(atAction)]).toEqual([19, 47]);
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** A template with its region and account as wildcards, for they are named by their place. */
function anonymous(template: string): string {
  return template.replace(/^(arn:\$\{Partition\}:[^:]+:)(?:\$\{\w+\})?(.*)$/, "$1$2").replace(/\$\{(?:\w*Account\w*)\}/, "${}");
}

function isCorrected(qualifiedName: string): boolean {
  const [service, name] = qualifiedName.split(":");
  return overlay.alsoTaken.some((entry) => entry.service === service && entry.action === name);
}
