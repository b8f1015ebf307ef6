import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { catalog } from "../suite.ts";

/** The first taste of the language that its design gives, without the tests in it. */
const taste = `
import { ConsoleAccess } from "std/chime"
import { ViewOwnPermissions } from "std/iam"
import { Mfa, SecureTransport } from "std/conditions"

param account: account = "*"

actions UserSupport = chime:{ResetPersonalPIN, LogoutUser, UpdateUserSettings}

/// Answers the phone: looks users up, resets PINs, never touches billing or deletes anything.
role HelpDesk {
  include ConsoleAccess, ViewOwnPermissions
  allow UserSupport when Mfa and SecureTransport
  deny chime:Delete* on *
}

/// May host any meeting and see who is in it.
role MeetingHost {
  allow chime:CreateMeeting, chime:ListMeetings
  allow chime:{GetMeeting, DeleteMeeting, CreateAttendee, ListAttendees}
    on chime:meeting(*, account: account)
}

/// The messaging client of one signed-in user.
policy MessagingClient(app: string) {
  allow chime:{SendChannelMessage, ListChannelMessages, UpdateChannelReadMarker}
    on chime:app-instance-user(app, "\${aws:PrincipalTag/chime-user}"),
       chime:channel(app, *)
}
`;

describe("the taste of the language", () => {
  it("compiles without a finding", () => {
    const { diagnostics, files } = compile(taste, { catalog });
    expect(diagnostics.map(({ slug, message }) => `${slug}: ${message}`)).toEqual([]);
    expect(files.map(({ name }) => name)).toEqual(["HelpDesk", "MeetingHost"]);
  });

  it("grants the meeting host what it says", () => {
    const { files } = compile(taste, { catalog, parameters: { account: "123456789012" } });
    expect(JSON.parse(files[1]!.text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["chime:CreateAttendee", "chime:DeleteMeeting", "chime:GetMeeting", "chime:ListAttendees"],
          Resource: "arn:aws:chime:*:123456789012:meeting/*",
        },
        { Effect: "Allow", Action: ["chime:CreateMeeting", "chime:ListMeetings"], Resource: "*" },
      ],
    });
  });
});
