import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { compile } from "../../src/compile.ts";
import { codes, type Slug } from "../../src/diagnostics/codes/index.ts";
import type { CodeDefinition } from "../../src/diagnostics/codes/define.ts";
import { createDiagnostic, type Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { applySuppressions, type Suppression } from "../../src/diagnostics/suppress.ts";
import { memoryHost } from "../../src/host.ts";

const preview = '@suppress("unknown-action", "in preview since May")';
const findings = (text: string): readonly Diagnostic[] => check(text).diagnostics;
const slugs = (text: string): readonly string[] => findings(text).map(({ slug }) => slug);
/** The text that a finding points at. */
const marked = ({ location: { source, start, end } }: Diagnostic): string => source.text.slice(start, end);
const emitted = (text: string): unknown => {
  const { files, diagnostics } = compile(text);
  expect(diagnostics).toEqual([]);
  return JSON.parse(files[0]!.text);
};

describe("@suppress", () => {
  it("silences a finding of the statement it stands before", () => {
    expect(slugs(`role MeetingHost {\n  ${preview}\n  allow chime:StartMeetingRecording\n}`)).toEqual([]);
  });

  it("silences no other statement", () => {
    expect(slugs(`role MeetingHost {\n  ${preview}\n  allow chime:StartMeetingRecording\n  allow chime:StopMeetingRecording\n}`)).toEqual([
      "unknown-action",
    ]);
  });

  it("silences no other finding of its statement", () => {
    const text = `role MeetingHost {\n  ${preview}\n  allow chime:StartMeetingRecording, chime:createMeeting\n}`;
    expect(slugs(text)).toEqual(["letter-case"]);
  });

  it("silences a finding anywhere in the declaration it stands before", () => {
    const statements = "allow chime:StartMeetingRecording\n  when aws:SecureTransport == true {\n    deny chime:StopMeetingRecording\n  }";
    expect(slugs(`${preview}\nrole MeetingHost {\n  ${statements}\n}`)).toEqual([]);
  });

  it("silences all of a block", () => {
    const block = "when aws:SecureTransport == true {\n    allow chime:StartMeetingRecording\n    deny chime:StopMeetingRecording\n  }";
    expect(slugs(`role MeetingHost {\n  ${preview}\n  ${block}\n}`)).toEqual([]);
  });

  it("stands where the finding is: before a named set, not before the statement that uses it", () => {
    const role = "role MeetingHost {\n  allow Recording\n}";
    expect(slugs(`${preview}\nactions Recording = chime:StartMeetingRecording\n${role}`)).toEqual([]);
    expect(slugs(`actions Recording = chime:StartMeetingRecording\n${preview}\n${role}`)).toEqual(["unknown-action", "unused-suppression"]);
  });

  it("names the finding by its slug or its code", () => {
    for (const name of ["unknown-action", "CP2001", "cp2001"]) {
      expect(slugs(`role MeetingHost {\n  @suppress("${name}", "in preview")\n  allow chime:StartMeetingRecording\n}`)).toEqual([]);
    }
  });

  it("silences warnings and suggestions as well", () => {
    expect(
      slugs(
        '@suppress("unused-declaration", "for the next release")\ncondition Encrypted = aws:SecureTransport == true\nrole MeetingHost {\n  allow chime:CreateMeeting\n}',
      ),
    ).toEqual([]);
    expect(slugs('role MeetingHost {\n  @suppress("letter-case", "as in the old policy")\n  allow chime:createMeeting\n}')).toEqual([]);
  });

  it("silences what only shows in the document", () => {
    const text =
      'role MeetingHost {\n  @suppress("covered-statement", "says it plainly")\n  allow chime:DescribeChannel on chime:channel(*, *), chime:app-instance-user(*, "ann")\n  allow chime:Describe* on *\n}';
    expect(slugs(text)).toEqual([]);
    expect(slugs(text.replace(/^ {2}@.*\n/m, ""))).toEqual(["covered-statement"]);
  });

  it("counts in an imported module for what is found there by way of an include", () => {
    const shared = (annotation: string): string =>
      `policy Recording(app: string) {\n  ${annotation}\n  allow chime:ListChannelRecordings on chime:channel(app, *)\n}`;
    const entry = {
      uri: "host.chimepolicy",
      text: 'import { Recording } from "./shared"\nrole MeetingHost {\n  include Recording("sales")\n}',
    };
    const found = (annotation: string): readonly string[] =>
      check([entry], { host: memoryHost({ "shared.chimepolicy": shared(annotation) }) }).diagnostics.map(({ slug }) => slug);
    expect(found("")).toEqual(["unknown-action"]);
    expect(found(preview)).toEqual([]);
  });

  it("of a rule is not idle where the rule does not look: in a module of which nothing is included, or switched off", () => {
    const shared =
      'policy Admin {\n  @suppress("all-of-chime", "for administrators")\n  allow chime:* on *\n}\nactions Looks = chime:GetMeeting\n';
    const entry = { uri: "host.chimepolicy", text: 'import { Looks } from "./shared"\nrole Host {\n  allow Looks on chime:meeting(*)\n}' };
    expect(check([entry], { host: memoryHost({ "shared.chimepolicy": shared }) }).diagnostics).toEqual([]);
    const idle = 'role Host {\n  @suppress("all-of-chime", "for administrators")\n  allow chime:CreateMeeting\n}';
    expect(slugs(idle)).toEqual(["unused-suppression"]);
    expect(check(idle, { levels: { "all-of-chime": "off" } }).diagnostics).toEqual([]);
  });

  describe("and what is emitted", () => {
    it("keeps an unknown action as it is written", () => {
      expect(emitted(`role MeetingHost {\n  ${preview}\n  allow chime:startMeetingRecording\n}`)).toEqual({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "chime:startMeetingRecording", Resource: "*" }],
      });
    });

    it("keeps an unknown action beside known ones, and in a deny", () => {
      expect(
        emitted(
          `role MeetingHost {\n  allow chime:CreateMeeting\n  ${preview}\n  deny chime:{DeleteMeeting, StopMeetingRecording} on *\n}`,
        ),
      ).toEqual({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "*" },
          { Effect: "Deny", Action: ["chime:DeleteMeeting", "chime:StopMeetingRecording"], Resource: "*" },
        ],
      });
    });

    it("keeps an unknown service, condition key and value as they are written", () => {
      const annotated = (slug: string, statement: string): string =>
        `role MeetingHost {\n  @suppress("${slug}", "newer than the catalog")\n  ${statement}\n}`;
      expect(emitted(annotated("unknown-service", "allow chimex:CreateMeeting"))).toMatchObject({
        Statement: [{ Action: "chimex:CreateMeeting" }],
      });
      expect(emitted(annotated("unknown-condition-key", 'allow chime:CreateMeeting when aws:RoomName == "board"'))).toMatchObject({
        Statement: [{ Condition: { StringEquals: { "aws:RoomName": "board" } } }],
      });
      expect(
        emitted(annotated("invalid-condition-value", 'allow chime:CreateMeeting when aws:SourceIp == "203.0.113.0/33"')),
      ).toMatchObject({
        Statement: [{ Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/33" } } }],
      });
    });

    it("is nothing where the statement cannot be computed without what is unknown", () => {
      const text = `role MeetingHost {\n  ${preview}\n  allow chime:* except chime:StopMeetingRecording on *\n}`;
      expect(slugs(text)).toEqual(["incomplete-statement"]);
      expect(compile(text).files).toEqual([]);
    });
  });

  describe("is at fault", () => {
    const found = (annotation: string, statement = "allow chime:CreateMeeting"): readonly Diagnostic[] =>
      findings(`role MeetingHost {\n  ${annotation}\n  ${statement}\n}`);

    it("where it silences nothing", () => {
      const [finding, ...others] = found(preview);
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        slug: "unused-suppression",
        severity: "warning",
        message: "this suppression of `unknown-action` suppresses nothing",
      });
      expect(marked(finding!)).toBe(preview);
    });

    it.each(['@suppress("unknown-action")', '@suppress("unknown-action", "")', '@suppress("unknown-action", "  ")'])(
      "without a reason: %s",
      (annotation) => {
        const [finding, ...others] = found(annotation, "allow chime:StartMeetingRecording");
        expect(finding).toMatchObject({ slug: "wrong-annotation", severity: "error", message: "`@suppress` needs a reason" });
        expect(others.map(({ slug }) => slug)).toEqual(["unknown-action"]);
      },
    );

    it("where it names no finding, with the nearest one", () => {
      const [finding, ...others] = found('@suppress("unknown-actoin", "in preview")');
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        slug: "unknown-suppression",
        message: "there is no finding `unknown-actoin` to suppress",
        help: "did you mean `unknown-action`?",
      });
      expect(marked(finding!)).toBe('"unknown-actoin"');
    });

    it.each(unsuppressible())("where it names a finding that nothing may silence: %s", (slug) => {
      const [finding, ...others] = found(`@suppress("${slug}", "I know better")`);
      expect(others).toEqual([]);
      expect(finding).toMatchObject({ slug: "unsuppressible", severity: "error" });
      expect(finding!.message).toContain(`\`${slug}\``);
    });

    it("and does not silence what nothing may silence", () => {
      expect(found('@suppress("missing-resource", "all of them")', "allow chime:GetMeeting").map(({ slug }) => slug)).toEqual([
        "unsuppressible",
        "missing-resource",
      ]);
    });
  });
});

describe("applySuppressions", () => {
  const text = "role MeetingHost { allow chime:StartMeetingRecording }";
  const source = { uri: "host.chimepolicy", text };
  const at = (part: string, from = source) => ({ source: from, start: text.indexOf(part), end: text.indexOf(part) + part.length });
  const finding = createDiagnostic("unknown-action", { action: "chime:StartMeetingRecording" }, at("chime:StartMeetingRecording"));
  const suppression = (target: string, from = source): Suppression => ({
    slug: "unknown-action",
    target: at(target, from),
    location: at("role", from),
  });

  it("changes nothing where there is none", () => {
    expect(applySuppressions([finding], [])).toEqual([finding]);
  });

  it("tells the files apart, even where they have one text", () => {
    const other = { uri: "other.chimepolicy", text };
    expect(applySuppressions([finding], [suppression(text, other)]).map(({ slug }) => slug)).toEqual([
      "unknown-action",
      "unused-suppression",
    ]);
  });

  it("silences a finding shown at an include by the place it comes from", () => {
    const included = { ...finding, location: at("role"), origin: at("chime:StartMeetingRecording") };
    expect(applySuppressions([included], [suppression("allow chime:StartMeetingRecording")])).toEqual([]);
  });

  it("lets two suppressions silence one finding", () => {
    expect(applySuppressions([finding], [suppression(text), suppression("allow chime:StartMeetingRecording")])).toEqual([]);
  });
});

function unsuppressible(): readonly Slug[] {
  return (Object.keys(codes) as Slug[]).filter((slug) => (codes[slug] as CodeDefinition<never>).suppressible !== true);
}
