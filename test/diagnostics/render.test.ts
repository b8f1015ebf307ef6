import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { createDiagnostic, type Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { diagnosticsToJson } from "../../src/diagnostics/render/json.ts";
import { renderTerminal } from "../../src/diagnostics/render/terminal.ts";
import { memoryHost } from "../../src/host.ts";
import type { EntryFile } from "../../src/load.ts";
import { wholeCatalog } from "./page.ts";

interface Sample {
  readonly title: string;
  readonly files: readonly [EntryFile, ...EntryFile[]];
  readonly codes: readonly string[];
}

const file = (text: string, uri = "help-desk.chimepolicy"): EntryFile => ({ uri, text });
const statement = "allow chime:CreateMeeting";

const samples: readonly Sample[] = [
  { title: "simple error", codes: ["CP2001"], files: [file("role MeetingHost {\n  allow chime:CreateMeting\n}\n")] },
  {
    title: "related place in the same file",
    codes: ["CP3003"],
    files: [file("actions Calls = chime:CreateMeeting\n\nactions Calls = chime:ListMeetings\n\nrole MeetingHost {\n  allow Calls\n}\n")],
  },
  {
    title: "related place in another file",
    codes: ["CP3002"],
    files: [
      file('import { Encrypted } from "./shared"\n\nrole MeetingHost {\n  include Encrypted\n}\n'),
      file("/// Over TLS.\ncondition Encrypted = aws:SecureTransport == true\n", "shared.chimepolicy"),
    ],
  },
  { title: "notes", codes: ["CP2009"], files: [file("role MeetingViewer {\n  allow chime:GetMeeting* on chime:meeting(*)\n}\n")] },
  {
    title: "help over several lines",
    codes: ["CP2016"],
    files: [file('role MeetingHost {\n  allow chime:GetMeeting on "meeting/board-room"\n}\n')],
  },
  {
    title: "span of several lines",
    codes: ["CP2007"],
    files: [file("role MeetingHost {\n  allow chime:{\n    CreateMeeting,\n    CreateMeetingWithAttendees,\n  }[read]\n}\n")],
  },
  {
    title: "several findings",
    codes: ["CP2005", "CP2001", "CP3010"],
    files: [file("let unused = 1\nrole MeetingHost {\n  allow chime:createMeeting\n  allow chime:ListMeting\n}\n")],
  },
  {
    title: "long line",
    codes: ["CP2001"],
    files: [file(`role MeetingHost { ${`${statement} `.repeat(100)}allow chime:CreateMeting ${`${statement} `.repeat(100)}}\n`)],
  },
  {
    title: "long line, at its beginning",
    codes: ["CP2001"],
    files: [file(`role MeetingHost { allow chime:CreateMeting ${`${statement} `.repeat(200)}}\n`)],
  },
  {
    title: "long span",
    codes: ["CP1015"],
    files: [file(`role MeetingHost {\n  allow chime:CreateMeeting when aws:PrincipalTag/rooms == '${"board-room/".repeat(460)}'\n}\n`)],
  },
  {
    title: "tabs",
    codes: ["CP2001"],
    files: [file("role MeetingHost {\n\tallow\tchime:CreateMeting\twhen aws:SecureTransport == true\n}\n")],
  },
  { title: "line ends of Windows", codes: ["CP2001"], files: [file("role MeetingHost {\r\n  allow chime:CreateMeting\r\n}\r\n")] },
  { title: "line ends of old Macs", codes: ["CP2001"], files: [file("role MeetingHost {\r  allow chime:CreateMeting\r}\r")] },
  { title: "byte-order mark", codes: ["CP1001"], files: [file("\uFEFFrle MeetingHost {\n  allow chime:CreateMeeting\n}\n")] },
  {
    title: "escape characters",
    codes: ["CP2024"],
    files: [
      file('role MeetingHost { // \u001B[31mred\u001B[0m\n  allow chime:CreateMeeting when aws:SourceIp == "\u001B[2J\u0007\u009B1m"\n}\n'),
    ],
  },
  {
    title: "separators of lines and paragraphs",
    codes: ["CP2001"],
    files: [file("role MeetingHost {\n  // one\u2028two\u2029three\u0085four\n  allow chime:CreateMeting // and\u2028so on\n}\n")],
  },
  {
    title: "invisible characters",
    codes: ["CP1002"],
    files: [file("role MeetingHost {\n  allow \u200Bchime:CreateMeeting // a\u200Bb\u2060c\n}\n")],
  },
  {
    title: "bidirectional characters",
    codes: ["CP1006"],
    files: [file("role MeetingHost {\n  // hosts \u202Eonly\n  allow chime:CreateMeeting\n}\n")],
  },
  { title: "empty span at the end of the file", codes: ["CP1001"], files: [file("param office:")] },
  { title: "empty file", codes: ["CP5003"], files: [file("")] },
  {
    title: "wide characters",
    codes: ["CP2020"],
    files: [file('role MeetingHost {\n  allow chime:CreateMeeting when aws:PrincipalTag/room == "é会😀" and aws:Romm == "a"\n}\n')],
  },
];

describe("diagnostics/render/terminal", () => {
  it.each(samples)("shows: $title", async ({ title, files, codes }) => {
    const diagnostics = diagnosticsOf(files);
    expect(diagnostics.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
    const rendered = renderTerminal(diagnostics, { color: false });
    expectHarmless(rendered);
    const sources = files.map(({ uri, text }) => `─── ${uri}\n${printable(text)}`);
    await expect(`${sources.join("\n")}\n═══ rendered\n${rendered}`).toMatchFileSnapshot(
      `samples/render/${title.replaceAll(/\W+/g, "-")}.txt`,
    );
  });

  it("cuts long lines", () => {
    for (const { files, title } of samples) {
      if (!title.startsWith("long")) continue;
      expect(files[0].text.length).toBeGreaterThan(4900);
      const frames = renderTerminal(diagnosticsOf(files), { color: false })
        .split("\n")
        .filter((line) => line.includes(" | "));
      for (const line of frames) expect(line.length).toBeLessThan(190);
    }
  });

  it("says with colours what it says without", () => {
    for (const { files } of samples) {
      const diagnostics = diagnosticsOf(files);
      const colored = renderTerminal(diagnostics, { color: true });
      expect(colored).toContain("\u001B[");
      expect(stripColors(colored)).toBe(renderTerminal(diagnostics, { color: false }));
    }
  });

  it("says nothing when there is nothing to say", () => {
    expect(renderTerminal([], { color: true })).toBe("");
  });

  it("shows the name of a file without what could steer the terminal", () => {
    const rendered = renderTerminal(
      diagnosticsOf([file("role MeetingHost {\n  allow chime:CreateMeting\n}\n", "host\u001B[31m.chimepolicy")]),
      { color: false },
    );
    expectHarmless(rendered);
    expect(rendered).toContain("host␛[31m.chimepolicy:2:9");
  });

  it("names files as the host does", () => {
    const [{ files }] = samples as [Sample];
    expect(renderTerminal(diagnosticsOf(files), { color: false, fileOf: (uri) => `policies/${uri}` })).toContain(
      "  at policies/help-desk.chimepolicy:2:9\n",
    );
  });

  it("counts findings by severity", () => {
    const place = { source: { uri: "a", text: "" }, start: 0, end: 0 };
    const error = createDiagnostic("empty-action-set", {}, place);
    const warning = createDiagnostic("unused-import", { name: "Mfa" }, place);
    const security: Diagnostic = { ...warning, severity: "security-warning" };
    const suggestion = createDiagnostic("letter-case", { written: "chime:createMeeting", catalog: "chime:CreateMeeting" }, place);
    const counted = (diagnostics: readonly Diagnostic[]): string =>
      renderTerminal(diagnostics, { color: false }).trimEnd().split("\n").at(-1)!;
    expect(counted([error, error, warning, security, suggestion])).toBe("2 errors, 1 security warning, 1 warning, 1 suggestion");
    expect(counted([warning])).toBe("1 warning");
  });
});

describe("diagnostics/render/json", () => {
  const text = "role MeetingHost {\n  allow chime:CreateMeting\n}\n";

  it("gives a finding as data, with a fix", () => {
    expect(diagnosticsToJson(diagnosticsOf([file(text)]), (uri) => `policies/${uri}`)).toStrictEqual({
      diagnostics: [
        {
          code: "CP2001",
          slug: "unknown-action",
          severity: "error",
          aws: "INVALID_ACTION",
          message: "unknown action `chime:CreateMeting`",
          help: "did you mean `chime:CreateMeeting`?",
          file: "policies/help-desk.chimepolicy",
          range: { start: { line: 2, column: 9, offset: 27 }, end: { line: 2, column: 27, offset: 45 } },
          related: [],
          fixes: [
            {
              title: "write `chime:CreateMeeting`",
              edits: [
                {
                  file: "policies/help-desk.chimepolicy",
                  range: { start: { line: 2, column: 9, offset: 27 }, end: { line: 2, column: 27, offset: 45 } },
                  newText: "chime:CreateMeeting",
                },
              ],
            },
          ],
        },
      ],
      summary: { errors: 1, warnings: 0, suggestions: 0 },
    });
  });

  it("writes its members in the documented order, and leaves out `aws`, `help` and `notes` where there are none", () => {
    const [full] = diagnosticsToJson(diagnosticsOf([file(text)])).diagnostics;
    expect(Object.keys(full!)).toEqual(["code", "slug", "severity", "aws", "message", "help", "file", "range", "related", "fixes"]);
    const [bare] = diagnosticsToJson(diagnosticsOf([file("role MeetingHost {\n}\n")])).diagnostics;
    expect(Object.keys(bare!)).toEqual(["code", "slug", "severity", "aws", "message", "file", "range", "related", "fixes"]);
    const [plain] = diagnosticsToJson(diagnosticsOf([file("actions Calls = chime:CreateMeeting[read]\n")])).diagnostics;
    expect(Object.keys(plain!)).toEqual(["code", "slug", "severity", "message", "file", "range", "related", "fixes"]);
  });

  it("gives related places in other files", () => {
    const { files } = samples.find(({ title }) => title === "related place in another file")!;
    const { diagnostics, summary } = diagnosticsToJson(diagnosticsOf(files));
    expect(diagnostics).toMatchObject([
      {
        code: "CP3002",
        file: "help-desk.chimepolicy",
        related: [
          {
            message: "declared here",
            file: "shared.chimepolicy",
            range: { start: { line: 2, column: 11, offset: 24 }, end: { line: 2, column: 20, offset: 33 } },
          },
        ],
      },
    ]);
    expect(summary).toEqual({ errors: 1, warnings: 0, suggestions: 0 });
  });

  it("counts offsets from 0 in UTF-16 units, the byte-order mark and both units of a pair included", () => {
    const wide = '\uFEFFrole MeetingHost {\r\n  allow chime:CreateMeeting when aws:PrincipalTag/room == "😀" and aws:Romm == "a"\r\n}\r\n';
    const [finding] = diagnosticsToJson(diagnosticsOf([file(wide)])).diagnostics as [
      { range: { start: { line: number; column: number; offset: number } } },
    ];
    const offset = wide.indexOf("aws:Romm");
    expect(finding.range.start).toEqual({ line: 2, column: offset - wide.indexOf("  allow") + 1, offset });
  });

  it("keeps characters as they are: JSON escapes what a terminal must not see", () => {
    const { files } = samples.find(({ title }) => title === "escape characters")!;
    const json = JSON.stringify(diagnosticsToJson(diagnosticsOf(files)));
    expect(json).toContain(String.raw`\u001b[2J`);
    expect(json).not.toContain("\u001B");
  });
});

function diagnosticsOf([entry, ...others]: Sample["files"]): readonly Diagnostic[] {
  return check([entry], { catalog: wholeCatalog(), host: memoryHost(Object.fromEntries(others.map(({ uri, text }) => [uri, text]))) })
    .diagnostics;
}

/** A source as a snapshot shows it: what is invisible as an escape, lines of thousands of characters cut. */
function printable(text: string): string {
  const lines = text.split("\n").map((line) => {
    const shown = line.replaceAll(
      /[^\n\P{C}]|[\u2028\u2029]/gu,
      (character) => `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`,
    );
    return shown.length > 200 ? `${shown.slice(0, 200)}… (${line.length} characters)` : shown;
  });
  return lines.join("\n");
}

/** No character of the source may steer the terminal. */
function expectHarmless(rendered: string): void {
  expect(rendered).not.toMatch(/[^\n\P{Cc}]|[\u061C\u200E\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069]/u);
}

function stripColors(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001B\[\d+m/g, "");
}
