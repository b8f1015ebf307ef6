import { describe, expect, it } from "vitest";
import { generate } from "../../scripts/catalog/generate.ts";
import type { SourceAction, SourceEdition, SourceKey, SourceResourceType } from "../../src/catalog/edition.ts";
import { guard } from "../../src/catalog/guard.ts";
import { newest, older } from "./editions.ts";
import { source } from "./source.ts";

const previous = JSON.parse(source.read("index")!).counts;
const reasonsFor = (edition: SourceEdition, dependents = older): readonly string[] => guard(edition, dependents, previous).reasons;

/** The newest edition with each action, type or key changed. */
function changed(change: {
  action?: (one: SourceAction) => SourceAction;
  type?: (one: SourceResourceType) => SourceResourceType;
  key?: (one: SourceKey) => SourceKey;
}): SourceEdition {
  const same = <One>(one: One): One => one;
  return {
    ...newest,
    services: newest.services.map((service) => ({
      ...service,
      actions: service.actions.map(change.action ?? same),
      resourceTypes: service.resourceTypes.map(change.type ?? same),
      conditionKeys: service.conditionKeys.map(change.key ?? same),
    })),
  };
}

const onlyFor =
  <One extends { readonly name?: string; readonly key?: string }>(name: string, change: (one: One) => One) =>
  (one: One): One =>
    (one.name ?? one.key) === name ? change(one) : one;

describe("the guard", () => {
  it("accepts the installed editions", () => {
    expect(reasonsFor(newest)).toEqual([]);
  });

  it("counts what the index remembers", () => {
    expect(guard(newest, older).counts).toEqual(previous);
    expect(previous).toMatchObject({
      services: 456,
      actions: 22_091,
      permissionOnly: 1353,
      actionsWithDependents: 1584,
      chimeActions: 316,
      chimeActionsWithDependents: 22,
    });
  });

  it("refuses the newest edition alone, which lost dependent actions and permission-only marks", () => {
    const reasons = reasonsFor(newest, newest);
    expect(reasons).toContain(`no action has dependent actions in edition ${newest.edition}`);
    expect(reasons).toContain(`no action is permission-only in edition ${newest.edition}`);
    expect(reasons).toContain("`dependents` falls from 4141 to 0, more than 2 %");
    expect(generate(newest, newest)).toHaveProperty("reasons");
  });

  it.each([
    ["description", changed({ action: (one) => ({ ...one, description: "" }) }), "no action has a description"],
    ["access level", changed({ action: (one) => ({ ...one, accessLevel: "" }) }), "no action has an access level"],
    ["resource types", changed({ action: (one) => ({ ...one, resourceTypes: [] }) }), "no action takes a resource type"],
    ["ARN", changed({ type: (one) => ({ ...one, arn: "" }) }), "no resource type has an ARN"],
    ["key type", changed({ key: (one) => ({ ...one, type: "" }) }), "no condition key has a type"],
    ["global keys", { ...newest, globalKeys: [] }, "there are no global condition keys"],
  ])("refuses a source in which this is empty everywhere: %s", (_, edition, reason) => {
    expect(reasonsFor(edition)).toContain(`${reason} in edition ${newest.edition}`);
  });

  it("refuses an unknown access level, once, with the first place", () => {
    const reasons = reasonsFor(changed({ action: (one) => (one.accessLevel === "List" ? { ...one, accessLevel: "Enumerate" } : one) }));
    expect(reasons).toContainEqual(expect.stringMatching(/^unknown access level `Enumerate`: \S+:\S+ and 3718 more$/));
    expect(reasons).toContain("`list` falls from 3719 to 0, more than 2 %");
  });

  it("refuses an unknown type of condition key", () => {
    const reasons = reasonsFor(changed({ key: onlyFor("s3:prefix", (one) => ({ ...one, type: "Text" })) }));
    expect(reasons).toEqual([expect.stringMatching(/^unknown condition key type `Text`: s3:prefix in s3/)]);
  });

  it.each([
    "arn:${Partition}:chime:${Region}:meeting/${MeetingId}",
    "arn:aws:chime:${Region}:${Account}:meeting/${MeetingId}",
    "arn:${Partition}:chime:${Region}:${Account}:meeting/{MeetingId}",
    "arn:${Partition}:chime:${Region}:${Account}:",
    "arn:${Partition}:chime:${Region}:chime:meeting/${MeetingId}",
    "meeting/${MeetingId}",
    "*",
  ])("refuses the malformed ARN template %s", (arn) => {
    const reasons = reasonsFor(changed({ type: onlyFor("meeting", (one) => (one.arn.includes(":chime:") ? { ...one, arn } : one)) }));
    expect(reasons).toEqual([`malformed ARN template of \`chime\` meeting: \`${arn}\``]);
  });

  it("refuses a fall of more than 2 % and accepts one of less", () => {
    const without = (count: number): SourceEdition => ({ ...newest, services: newest.services.slice(count) });
    expect(reasonsFor(without(10)).join()).toContain("`services` falls from 456 to 446");
    expect(reasonsFor(without(2)).join()).not.toContain("services");
  });

  it("refuses a Chime that shrank although the whole hardly did", () => {
    const services = newest.services.map((service) =>
      service.prefix === "chime" ? { ...service, actions: service.actions.slice(0, 300) } : service,
    );
    expect(reasonsFor({ ...newest, services })).toContain("`chimeActions` falls from 316 to 300, more than 2 %");
  });

  it("gives every reason at once", () => {
    const edition = changed({ action: (one) => ({ ...one, description: "" }), key: (one) => ({ ...one, type: "Text" }) });
    expect(reasonsFor(edition, newest).length).toBeGreaterThan(5);
  });
});
