import { describe, expect, it } from "vitest";
import { assemble } from "../../scripts/catalog/assemble.ts";
import { applyTypeCorrections } from "../../scripts/catalog/correct.ts";
import { generate } from "../../scripts/catalog/generate.ts";
import { createStaleReport } from "../../scripts/catalog/stale.ts";
import { newest, older } from "./editions.ts";
import { catalog, source } from "./source.ts";

const chime = catalog.service("chime")!;
const generated = generate(newest, older);
const actionNamed = (name: string) => chime.action(name)!;

describe("stdlib/catalog", () => {
  it("is what the generator makes of the installed editions", () => {
    if ("reasons" in generated) throw new Error(generated.reasons.join("\n"));
    expect(generated.files.size).toBe(2 * catalog.services.length + 1);
    const different = [...generated.files].filter(([name, text]) => source.read(name) !== text).map(([name]) => name);
    expect(different, "run `npx tsx scripts/update-catalog.ts`").toEqual([]);
  });

  it("is the same however often it is made", () => {
    expect(generate(newest, older)).toEqual(generated);
  });
});

describe("a type that the source lists twice", () => {
  it("is required when one of the two is", () => {
    const row = (required: boolean) => ({ name: "project", required, conditionKeys: [], dependentActions: [] });
    const action = { name: "Update", description: "", accessLevel: "Write", conditionKeys: [], dependentActions: [] };
    for (const marks of [
      [true, false],
      [false, true],
    ]) {
      const types = applyTypeCorrections("bedrock", { ...action, resourceTypes: marks.map(row) }, createStaleReport());
      expect(types).toEqual({ required: [["project"]], optional: [], tolerated: [] });
    }
  });
});

describe("the corrections", () => {
  it("make bot and user alternatives in the 40 actions that require both", () => {
    const both = chime.actions.filter(({ requiredTypes }) =>
      requiredTypes.some((set) => set.join() === "app-instance-bot,app-instance-user"),
    );
    expect(both).toHaveLength(40);
    expect(actionNamed("CreateChannelMembership").requiredTypes).toEqual([["app-instance-bot", "app-instance-user"], ["channel"]]);
    const separate = chime.actions.filter(
      ({ requiredTypes }) => requiredTypes.filter((set) => /app-instance-(bot|user)/.test(set.join())).length > 1,
    );
    expect(separate).toEqual([]);
  });

  it("accept the app instance whose bots or users are listed, and the channel flow that is deleted", () => {
    expect(actionNamed("ListAppInstanceBots").requiredTypes).toEqual([["app-instance", "app-instance-bot"]]);
    expect(actionNamed("ListAppInstanceUsers").requiredTypes).toEqual([["app-instance", "app-instance-user"]]);
    expect(actionNamed("DeleteChannelFlow").requiredTypes).toEqual([["channel", "channel-flow"]]);
  });

  it("tolerate what AWS accepts against its own reference", () => {
    const tolerant = Object.fromEntries(
      chime.actions.filter(({ toleratedTypes }) => toleratedTypes.length > 0).map(({ name, toleratedTypes }) => [name, toleratedTypes]),
    );
    expect(tolerant).toEqual({
      CreateAppInstanceBot: ["app-instance", "app-instance-bot"],
      CreateAppInstanceUser: ["app-instance", "app-instance-user"],
      CreateMeeting: ["meeting"],
      CreateMeetingWithAttendees: ["meeting"],
    });
    expect(actionNamed("CreateMeeting").resourceTypes).toEqual([]);
  });

  it("all change something and name known actions", () => {
    expect("reasons" in generated ? generated.reasons : []).toEqual([]);
  });

  it("are found stale when the source no longer needs them", () => {
    const report = createStaleReport();
    const withoutChime = { ...newest, services: newest.services.filter(({ prefix }) => prefix !== "chime") };
    assemble(withoutChime, older, report);
    const stale = report.stale(withoutChime).join("\n");
    expect(stale).toContain("app-instance-user");
    expect(stale).toContain("changes nothing: `CreateMeeting`");
    expect(stale).toContain("names an unknown action: `chime:ListAppInstances`");
  });
});
