import { describe, expect, it } from "vitest";
import { applyFixes } from "../../src/fix.ts";
import { countIn, findingsIn, findingsInJson } from "./support/statements.ts";

/** The text after the fixes of the first finding of a code. */
function mended(slug: string, statements: string): string | undefined {
  const found = findingsIn(slug, statements).slice(0, 1);
  return [...applyFixes(found).values()][0];
}

describe("caller-impersonation", () => {
  const count = (statements: string): number => countIn("caller-impersonation", statements);
  const user = 'chime:app-instance-user("app", *)';
  const channel = 'chime:channel("app", *)';

  it("finds users, bots, and all of an app instance", () => {
    expect(count(`allow chime:SendChannelMessage on ${user}, ${channel}`)).toBe(1);
    expect(count(`allow chime:SendChannelMessage on chime:app-instance-bot("app", *), ${channel}`)).toBe(1);
    expect(count('allow chime:SendChannelMessage on "arn:aws:chime:us-east-1:111122223333:app-instance/app/*"')).toBe(1);
    expect(count(`allow chime:Connect on ${user}`)).toBe(1);
    expect(count(`allow chime:{List*, Send*} on ${user}, ${channel}\ndeny chime:List* on *`)).toBe(1);
  });

  it("is about messaging calls that nothing takes back, and not about administrators", () => {
    expect(count(`allow chime:{DescribeAppInstanceUser, UpdateAppInstanceUser} on ${user}`)).toBe(0);
    expect(count(`allow chime:SendChannelMessage on ${user}, ${channel}\ndeny chime:SendChannelMessage on *`)).toBe(0);
    expect(count(`allow chime:CreateAppInstanceUser\nallow chime:SendChannelMessage on ${user}, ${channel}`)).toBe(0);
    expect(count(`allow chime:SendChannelMessage on chime:app-instance-user("app", "\${aws:PrincipalTag/u}"), ${channel}`)).toBe(0);
  });
});

describe("missing-dependent-action", () => {
  it("adds what is missing on the resource that the document names", () => {
    expect(mended("missing-dependent-action", 'allow chime:CreateMediaCapturePipeline\nallow s3:ListBucket on s3:bucket("calls")')).toBe(
      'role Subject {\nallow chime:CreateMediaCapturePipeline\nallow s3:GetBucketPolicy on s3:bucket("calls")\nallow s3:ListBucket on s3:bucket("calls")\n}\n',
    );
  });

  it("adds it on all of its type where the document names none, in JSON too", () => {
    expect(mended("missing-dependent-action", "allow chime:CreateMediaCapturePipeline")).toContain(
      "\nallow s3:GetBucketPolicy on s3:bucket(*)",
    );
    const statements = [
      { Effect: "Allow", Action: "chime:CreateMediaCapturePipeline", Resource: "*" },
      { Effect: "Allow", Action: "chime:GetMeeting", Resource: "*" },
    ];
    const [found] = findingsInJson("missing-dependent-action", statements);
    const text = [...applyFixes([found!]).values()][0]!;
    expect(JSON.parse(text)).toMatchObject({
      Statement: [{}, { Effect: "Allow", Action: "s3:GetBucketPolicy", Resource: "arn:aws:s3:::*" }, {}],
    });
  });

  it("leaves it to the author to pass a role or to write", () => {
    const [found] = findingsIn("missing-dependent-action", "allow chime:CreateMediaInsightsPipelineConfiguration");
    expect(found!.fixes).toEqual([]);
    expect(found!.help).toContain("allow iam:PassRole on iam:role(*)");
  });

  it("looks through the whole document, its denies and its wildcards", () => {
    const count = (more: string): number => countIn("missing-dependent-action", `allow chime:CreateMediaCapturePipeline\n${more}`);
    expect(count("allow s3:Get* on *")).toBe(0);
    expect(count("allow s3:Get* on *\ndeny s3:GetBucketPolicy on *")).toBe(1);
    expect(countIn("missing-dependent-action", "allow chime:CreateMedia* on *")).toBe(0);
    expect(countIn("missing-dependent-action", "deny chime:CreateMediaCapturePipeline")).toBe(0);
  });
});

describe("resource-outside-region", () => {
  const count = (region: string, resource: string, action: string): number =>
    countIn("resource-outside-region", `allow chime:${action} on "arn:aws:chime:${region}:111122223333:${resource}"`);

  it("knows where each kind of resource can be", () => {
    const regions = ["us-east-1", "eu-central-1", "us-west-2", "eu-west-1", "af-south-1", "*", "eu-*", "ap-*"];
    const of = (resource: string, action: string): string => regions.filter((region) => count(region, resource, action) > 0).join(" ");
    expect(of("app-instance/a", "DescribeAppInstance")).toBe("us-west-2 eu-west-1 af-south-1 ap-*");
    expect(of("meeting/m", "GetMeeting")).toBe("eu-west-1");
    expect(of("vc/v", "GetVoiceConnector")).toBe("af-south-1");
    expect(of("media-pipeline/p", "GetMediaPipeline")).toBe("eu-west-1 af-south-1");
  });
});

describe("missing-tag-session", () => {
  const assume = (action: string, condition: string): string =>
    `allow ${action} on iam:role("chat", account: "111122223333") when ${condition}`;

  it("is asked for by conditions on the tags of the session", () => {
    const count = (action: string, condition: string): number => countIn("missing-tag-session", assume(action, condition));
    expect(count("sts:AssumeRole", 'aws:RequestTag/user == "a"')).toBe(1);
    expect(count("sts:AssumeRole", 'any aws:TagKeys in ["user"]')).toBe(1);
    expect(count("sts:{AssumeRole, TagSession}", 'aws:RequestTag/user == "a"')).toBe(0);
    expect(count("sts:AssumeRole", 'aws:PrincipalTag/user == "a"')).toBe(0);
    expect(count("sts:AssumeRole", 'aws:RequestTag/user == "a" if exists')).toBe(0);
  });

  it("is added beside the action, in the author's own form", () => {
    expect(mended("missing-tag-session", assume("sts:AssumeRole", "aws:RequestTag/user exists"))).toContain(
      "sts:AssumeRole, sts:TagSession on",
    );
    expect(mended("missing-tag-session", assume("sts:{AssumeRole, SetSourceIdentity}", "aws:RequestTag/user exists"))).toContain(
      "sts:{AssumeRole, TagSession, SetSourceIdentity}",
    );
  });
});

describe("untagged-action", () => {
  it("speaks of names and of wildcards, in allow and deny", () => {
    const messages = (statements: string): readonly string[] => findingsIn("untagged-action", statements).map(({ message }) => message);
    expect(messages('deny chime:{CreateMeeting, DeleteMeeting} on * when aws:ResourceTag/app == "a"')).toEqual([
      "`aws:ResourceTag/app` is never set for `chime:CreateMeeting`, so it is never denied here",
    ]);
    expect(messages('allow chime:* on * when aws:ResourceTag/app == "a"')[0]).toMatch(
      /^`aws:ResourceTag\/app` is never set for \d+ of the \d+ actions of `chime:\*`, so they are never allowed here$/,
    );
    expect(messages('allow chime:{GetVoiceConnector, GetVoiceProfile} on * when aws:ResourceTag/app == "a"')).toHaveLength(1);
    expect(messages('allow chime:{CreateMeeting, DeleteMeeting} on * when aws:ResourceTag/app == "a" if exists')).toEqual([]);
  });
});

describe("retired-action", () => {
  it("speaks of names, of wildcards never, and of what is allowed", () => {
    expect(countIn("retired-action", "allow chime:{InviteUsers, ListUsers}")).toBe(1);
    expect(countIn("retired-action", "allow chime:*User* on *")).toBe(0);
    expect(countIn("retired-action", "allow chime:*[list] on *")).toBe(0);
    expect(countIn("retired-action", "deny chime:InviteUsers")).toBe(0);
  });
});

describe("endpoint-without-connect", () => {
  it("is content where something allows to connect", () => {
    expect(countIn("endpoint-without-connect", "allow chime:GetMessagingSessionEndpoint")).toBe(1);
    expect(
      countIn("endpoint-without-connect", 'allow chime:GetMessagingSessionEndpoint\nallow chime:Con* on chime:app-instance-user("a", "b")'),
    ).toBe(0);
  });
});
