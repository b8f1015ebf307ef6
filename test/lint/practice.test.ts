import { describe, expect, it } from "vitest";
import { countIn, findingsIn } from "./support/statements.ts";

describe("unguarded-destruction", () => {
  const count = (statements: string): number => countIn("unguarded-destruction", statements);

  it("is content with a second factor, here or in a deny, and with a limit", () => {
    expect(count("allow kms:ScheduleKeyDeletion on *")).toBe(1);
    expect(count("allow kms:ScheduleKeyDeletion on * when aws:MultiFactorAuthPresent == true")).toBe(0);
    expect(count("allow kms:ScheduleKeyDeletion on *\ndeny kms:* on * when aws:MultiFactorAuthPresent == false if exists")).toBe(0);
    expect(count('allow kms:ScheduleKeyDeletion on * when aws:ResourceTag/team == "a"')).toBe(0);
    expect(count('allow kms:ScheduleKeyDeletion on kms:key("k-1")')).toBe(0);
    expect(count("allow kms:* on *")).toBe(0);
  });

  it("says whether anything asks for an encrypted connection", () => {
    const notes = (condition: string): string =>
      findingsIn("unguarded-destruction", `allow s3:DeleteBucket on *${condition}`)[0]!.notes.join();
    expect(notes("")).toContain("aws:SecureTransport");
    expect(notes(" when aws:SecureTransport == true")).not.toContain("aws:SecureTransport");
  });
});

describe("unbounded-wildcard", () => {
  it("counts the actions of today, where some change something", () => {
    const [found] = findingsIn("unbounded-wildcard", 'allow sqs:*Message on sqs:queue("a")');
    expect(found!.message).toMatch(/^`sqs:\*Message` stands for \d actions today, and for what AWS adds$/);
    expect(found!.help).toContain("SendMessage");
    expect(countIn("unbounded-wildcard", 'allow sqs:Get* on sqs:queue("a")')).toBe(0);
    expect(countIn("unbounded-wildcard", "allow sqs:* on *")).toBe(0);
    expect(countIn("unbounded-wildcard", 'allow sqs:*[write] on sqs:queue("a")')).toBe(0);
  });
});

describe("pass-role-without-service", () => {
  it("leaves any role to the rule about it", () => {
    expect(countIn("pass-role-without-service", 'allow iam:PassRole on iam:role("a")')).toBe(1);
    expect(countIn("pass-role-without-service", "allow iam:PassRole on *")).toBe(0);
    expect(
      countIn("pass-role-without-service", 'allow iam:PassRole on iam:role("a") when iam:PassedToService == "ec2.amazonaws.com"'),
    ).toBe(0);
  });
});

describe("possible-dependent-action", () => {
  it("is about other services than Chime, and about what is named", () => {
    expect(countIn("possible-dependent-action", "allow ecs:RunTask on *")).toBe(1);
    expect(countIn("possible-dependent-action", "allow ecs:Run* on *")).toBe(0);
    expect(countIn("possible-dependent-action", 'allow ecs:RunTask on *\nallow iam:PassRole on iam:role("task")')).toBe(0);
  });
});
