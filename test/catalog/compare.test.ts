import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCatalog, type Catalog } from "../../src/catalog/catalog.ts";
import { compareCatalogs, isEmpty, type CatalogDifference } from "../../src/catalog/compare.ts";
import { isDamage } from "../../src/catalog/damage.ts";
import { otherChime, smallCatalog, type SmallService } from "./small.ts";
import { catalog, source, sourceWith } from "./source.ts";

const arn = "arn:${Partition}:chime:${Region}:${Account}:";
const nothing = { added: [], removed: [], changed: [] };

const before = smallCatalog("1", {
  chime: {
    name: "Amazon Chime",
    actions: [
      { name: "CreateMeeting", conditionKeys: ["aws:RequestTag/${TagKey}"], dependentActions: ["s3:GetObject"] },
      { name: "DeleteMeeting", required: [["meeting"]] },
      { name: "GetMeeting", level: "read", required: [["meeting"]], optional: ["room"] },
      { name: "ListApis", level: "list" },
      { name: "Same", level: "list" },
    ],
    resourceTypes: [
      { name: "meeting", templates: [`${arn}meeting/\${MeetingId}`], conditionKeys: [] },
      { name: "room", templates: [`${arn}room/\${RoomId}`], conditionKeys: [] },
    ],
    conditionKeys: [
      { key: "chime:Old", type: "String" },
      { key: "chime:Tags", type: "String" },
    ],
  },
  gone: { name: "Gone", actions: [{ name: "Act" }] },
  same: { actions: [{ name: "Act" }] },
});
const after = smallCatalog(
  "2",
  {
    chime: {
      name: "Amazon Chime",
      actions: [
        {
          name: "CreateMeeting",
          conditionKeys: ["aws:TagKeys"],
          dependentActions: ["s3:GetObject", "s3:PutObject"],
          tolerated: ["meeting"],
        },
        { name: "GetMeeting", level: "list", permissionOnly: true, required: [["meeting", "room"]] },
        { name: "JoinMeeting" },
        { name: "ListAPIs", level: "list" },
        { name: "Same", level: "list" },
      ],
      resourceTypes: [
        { name: "hall", templates: [`${arn}hall/\${HallId}`], conditionKeys: [] },
        { name: "meeting", templates: [`${arn}meetings/\${MeetingId}`], conditionKeys: ["aws:ResourceTag/${TagKey}"] },
      ],
      conditionKeys: [
        { key: "chime:New", type: "ARN" },
        { key: "chime:Tags", type: "ArrayOfString" },
      ],
    },
    new: { name: "New", actions: [{ name: "Act", level: "read" }] },
    same: { actions: [{ name: "Act" }] },
  },
  [{ key: "aws:Global", type: "Bool" }],
);

/** The same difference seen from the other side. */
function mirrored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mirrored);
  if (typeof value !== "object" || value === null) return value === "added" ? "removed" : value === "removed" ? "added" : value;
  const names: Readonly<Record<string, string>> = { added: "removed", removed: "added", before: "after", after: "before" };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [names[key] ?? key, mirrored(inner)]));
}

const withoutNames = ({ services, ...rest }: CatalogDifference): unknown => ({
  ...rest,
  services: services.map(({ name: _, ...service }) => service),
});

describe("catalog/compare", () => {
  it("says of every fact what it was and what it is", () => {
    expect(compareCatalogs(before, after)).toEqual({
      before: before.version,
      after: after.version,
      services: [
        {
          service: "chime",
          name: "Amazon Chime",
          state: "changed",
          actions: {
            added: [{ name: "chime:JoinMeeting", level: "write" }],
            removed: [{ name: "chime:DeleteMeeting", level: "write" }],
            changed: [
              {
                name: "chime:CreateMeeting",
                toleratedTypes: { added: ["meeting"], removed: [] },
                conditionKeys: { added: ["aws:TagKeys"], removed: ["aws:RequestTag/${TagKey}"] },
                dependentActions: { added: ["s3:PutObject"], removed: [] },
              },
              {
                name: "chime:GetMeeting",
                level: { before: "read", after: "list" },
                permissionOnly: { before: false, after: true },
                requiredTypes: { added: ["meeting or room"], removed: ["meeting"] },
              },
              { name: "chime:ListAPIs", spelling: { before: "chime:ListApis", after: "chime:ListAPIs" } },
            ],
          },
          resourceTypes: {
            added: [{ name: "chime:hall", arns: [`${arn}hall/\${HallId}`] }],
            removed: [{ name: "chime:room", arns: [`${arn}room/\${RoomId}`] }],
            changed: [
              {
                name: "chime:meeting",
                arns: { added: [`${arn}meetings/\${MeetingId}`], removed: [`${arn}meeting/\${MeetingId}`] },
                conditionKeys: { added: ["aws:ResourceTag/${TagKey}"], removed: [] },
              },
            ],
          },
          conditionKeys: {
            added: [{ name: "chime:New", type: "ARN" }],
            removed: [{ name: "chime:Old", type: "String" }],
            changed: [{ name: "chime:Tags", type: { before: "String", after: "list of String" } }],
          },
        },
        {
          service: "gone",
          name: "Gone",
          state: "removed",
          actions: { ...nothing, removed: [{ name: "gone:Act", level: "write" }] },
          resourceTypes: nothing,
          conditionKeys: nothing,
        },
        {
          service: "new",
          name: "New",
          state: "added",
          actions: { ...nothing, added: [{ name: "new:Act", level: "read" }] },
          resourceTypes: nothing,
          conditionKeys: nothing,
        },
      ],
      globalKeys: { ...nothing, added: [{ name: "aws:Global", type: "Bool" }] },
    });
  });

  it("looks at one service alone, in any letter case", () => {
    const { services, globalKeys } = compareCatalogs(before, after, "Gone");
    expect(services.map(({ service, state }) => `${service} ${state}`)).toEqual(["gone removed"]);
    expect(globalKeys).toEqual(nothing);
    expect(compareCatalogs(before, after, "same").services).toEqual([]);
  });

  it("has nothing to say of the installed catalog and itself", () => {
    const { services, globalKeys } = compareCatalogs(catalog, createCatalog(source));
    expect(services).toEqual([]);
    expect(isEmpty(globalKeys)).toBe(true);
  });

  it("misses the one action that is taken out of the installed catalog", () => {
    const other = createCatalog(otherChime((words) => words.filter((word) => !word.startsWith("ListMeetings:"))));
    const { services } = compareCatalogs(other, catalog);
    expect(services).toEqual([
      {
        service: "chime",
        name: "Amazon Chime",
        state: "changed",
        actions: { ...nothing, added: [{ name: "chime:ListMeetings", level: "list" }] },
        resourceTypes: nothing,
        conditionKeys: nothing,
      },
    ]);
  });

  it("takes a file that is missing for damage, and not for a service that is gone", () => {
    const broken = createCatalog(sourceWith({ s3: undefined }));
    let thrown: unknown;
    try {
      compareCatalogs(catalog, broken);
    } catch (error) {
      thrown = error;
    }
    expect(isDamage(thrown) && thrown.message).toBe("the catalog file `s3` is damaged: it is missing");
    expect(isDamage(new Error("the catalog file `s3` is damaged"))).toBe(false);
  });

  const names = ["Get", "List", "ListAll", "Put"];
  const levels = ["list", "read", "write", "tagging", "permissions"] as const;
  const subset = (of: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...of]);
  const action = fc.record({
    level: fc.constantFrom(...levels),
    permissionOnly: fc.boolean(),
    conditionKeys: subset(["aws:TagKeys", "chime:Key"]),
    dependentActions: subset(["s3:GetObject", "s3:PutObject"]),
    optional: subset(["a", "b"]),
  });
  const service = fc
    .record({
      chosen: subset(names),
      facts: fc.array(action, { minLength: names.length, maxLength: names.length }),
      keys: subset(["x:a", "x:b"]),
    })
    .map(({ chosen, facts, keys }): SmallService => ({
      actions: chosen.map((name) => ({ name, ...facts[names.indexOf(name)] })),
      conditionKeys: keys.map((key) => ({ key, type: "String" })),
    }));
  const services = fc
    .record({ chosen: subset(["a", "b", "c"]), facts: fc.array(service, { minLength: 3, maxLength: 3 }) })
    .map(({ chosen, facts }) => Object.fromEntries(chosen.map((prefix, at) => [prefix, facts[at]!])));
  /** Each action as one line of text, which is what an action is compared by here. */
  const lines = (all: Readonly<Record<string, SmallService>>): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(all).flatMap(([prefix, one]) => one.actions.map((own) => [`${prefix}:${own.name}`, JSON.stringify(own)] as const)),
    );

  it("finds the actions that came, went and changed, and no other, whatever the catalogs", () => {
    fc.assert(
      fc.property(services, services, (old, now) => {
        const [first, second] = [lines(old), lines(now)];
        const found = compareCatalogs(smallCatalog("1", old), smallCatalog("2", now)).services.map(({ actions }) => actions);
        const namesOf = (side: "added" | "removed" | "changed"): readonly string[] =>
          found.flatMap((actions) => actions[side].map(({ name }) => name)).toSorted();
        expect(namesOf("added")).toEqual([...second.keys()].filter((name) => !first.has(name)).toSorted());
        expect(namesOf("removed")).toEqual([...first.keys()].filter((name) => !second.has(name)).toSorted());
        expect(namesOf("changed")).toEqual(
          [...second]
            .filter(([name, line]) => first.has(name) && first.get(name) !== line)
            .map(([name]) => name)
            .toSorted(),
        );
      }),
    );
  });

  it("gives nothing for the same, and the mirror image the other way round", () => {
    const opposite = (one: Catalog, other: Catalog): void =>
      expect(withoutNames(compareCatalogs(other, one))).toEqual(mirrored(withoutNames(compareCatalogs(one, other))));
    fc.assert(
      fc.property(services, services, (old, now) => {
        const [first, second] = [smallCatalog("1", old), smallCatalog("2", now)];
        expect(compareCatalogs(first, smallCatalog("1", old)).services).toEqual([]);
        opposite(first, second);
      }),
    );
  });
});
