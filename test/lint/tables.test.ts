import { describe, expect, it } from "vitest";
import { nodeCatalog } from "../../src/hosts/node.ts";
import { chimeRegions } from "../../src/tools/lint/tables/chime-regions.ts";
import { destructiveActions } from "../../src/tools/lint/tables/destructive-actions.ts";
import { escalations } from "../../src/tools/lint/tables/escalations.ts";
import { credentialActions, dataActions, sharingActions } from "../../src/tools/lint/tables/exposures.ts";
import { presentKeys } from "../../src/tools/lint/tables/present-keys.ts";
import { retiredChimeActions } from "../../src/tools/lint/tables/retired-chime-actions.ts";

const catalog = nodeCatalog();
const unknown = (names: Iterable<string>): readonly string[] => [...names].filter((name) => catalog.expandNames(name)[0] !== name);

describe("tables of the linter", () => {
  it.each([
    ["credentials", credentialActions],
    ["data", dataActions],
    ["sharing", sharingActions],
    ["destructive", destructiveActions],
    ["escalations", [...new Set(escalations.flatMap(({ actions }) => actions))]],
    ["retired", [...retiredChimeActions].map((name) => `chime:${name}`)],
  ])("%s: names actions as the catalog spells them, each once", (_, names) => {
    expect(unknown(names)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("knows each path of escalation once, those that are enough by themselves first", () => {
    const paths = escalations.map(({ actions }) => actions.join());
    expect(new Set(paths).size).toBe(paths.length);
    const depending = escalations.map(({ depends }) => (depends ? "depends" : "alone"));
    expect(depending).toEqual(depending.toSorted((a, b) => a.localeCompare(b)));
  });

  it("retires no action that the Chime SDK has", () => {
    const kept = ["Connect", "TagMeeting", "ListMeetings", "GetPhoneNumber", "GetGlobalSettings", "CreateConnectAnalyticsConnector"];
    expect(kept.filter((name) => retiredChimeActions.has(name))).toEqual([]);
    expect(retiredChimeActions.size).toBeGreaterThan(90);
  });

  it("has Regions for every kind of resource of Chime", () => {
    const kinds = catalog.service("chime")!.resourceTypes.map(({ arn }) => arn.split(":")[5]!.split("/")[0]!);
    expect([...chimeRegions.keys()].toSorted()).toEqual([...new Set(kinds)].toSorted());
  });

  it("names global keys", () => {
    expect([...presentKeys].filter((key) => catalog.globalKey(key)?.name.toLowerCase() !== key)).toEqual([]);
  });
});
