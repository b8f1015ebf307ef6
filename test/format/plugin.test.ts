import { readdirSync, readFileSync } from "node:fs";
import { check, format as formatWith, formatWithCursor, getFileInfo, getSupportInfo } from "prettier";
import { describe, expect, it } from "vitest";
import * as plugin from "../../src/tools/format/plugin.ts";
import { everything } from "./support/everything.ts";
import { format, formatAlone, formatInPage, isSound } from "./support/format.ts";

const root = new URL("../../", import.meta.url);
const plugins = [plugin];
const messy = "role  Host{allow chime:{ListMeetings,CreateMeeting}}";
const neat = "role Host {\n  allow chime:{CreateMeeting, ListMeetings}\n}\n";

describe("tools/format, as a plugin", () => {
  it("is chosen by the name of the file", async () => {
    expect((await getFileInfo("policies/host.chimepolicy", { plugins })).inferredParser).toBe("chimepolicy");
    expect((await getSupportInfo({ plugins })).languages.some(({ name }) => name === "chimepolicy")).toBe(true);
    expect(await formatWith(messy, { filepath: "host.chimepolicy", plugins })).toBe(neat);
  });

  it("says whether a text is formatted", async () => {
    expect(await check(messy, { parser: "chimepolicy", plugins })).toBe(false);
    expect(await check(neat, { parser: "chimepolicy", plugins })).toBe(true);
  });

  it("breaks lines at 100 characters, or where the project says", async () => {
    const statement = (name: string): string => `role A {\n  allow chime:${name} on *\n}\n`;
    const [fits, breaks] = [81, 82].map((length) => statement("A".repeat(length)));
    expect(await format(fits!)).toBe(fits);
    expect(await format(breaks!)).toContain("\n    on *");
    expect(await format(neat, { printWidth: 30 })).toBe("role Host {\n  allow chime:{\n    CreateMeeting,\n    ListMeetings,\n  }\n}\n");
    expect(await format(neat, { tabWidth: 4 })).toContain("\n    allow");
    expect(await format(neat, { useTabs: true })).toContain("\n\tallow");
  });

  it("breaks the parameters of a definition where its value does not fit behind them", async () => {
    const text = "condition FromVpc(vpcs: string[]) = aws:SourceVpc in vpcs\n";
    const narrow = "condition FromVpc(\n  vpcs: string[],\n) = aws:SourceVpc in vpcs\n";
    expect(await format(text, { printWidth: 57 })).toBe(text);
    expect(await format(text, { printWidth: 56 })).toBe(narrow);
    expect(await formatInPage(text, { printWidth: 56 })).toBe(narrow);
  });

  it("keeps a byte-order mark, and ends lines as it is told", async () => {
    expect(await format(`\uFEFF${messy}`)).toBe(`\uFEFF${neat}`);
    const windows = (text: string): string => text.replaceAll("\n", "\r\n");
    expect(await format(windows("// a\nrole A {\n\n// b\n}"))).toBe("// a\nrole A {\n  // b\n}\n");
    expect(await format(windows(everything), { endOfLine: "auto" })).toBe(windows(await format(everything)));
    expect(await format(windows(everything), { endOfLine: "lf" })).toBe(await format(everything));
  });

  it("makes nothing of nothing", async () => {
    expect(await format("")).toBe("");
    expect(await format(" \n\n ")).toBe("");
    expect(await format("// alone")).toBe("// alone\n");
    expect(await format("\n\n// one\n\n\n\n// two\n// three\n\n")).toBe("// one\n\n// two\n// three\n");
  });

  it("heeds pragmas in the comments at the top", async () => {
    const header = "// What it is for.\n// @format\n\n";
    expect(await format(messy, { requirePragma: true })).toBe(messy);
    expect(await format(header + messy, { requirePragma: true })).toBe(header + neat);
    expect(await format(messy, { insertPragma: true })).toBe(`// @format\n\n${neat}`);
    expect(await format(header + messy, { insertPragma: true })).toBe(header + neat);
    expect(await format(`role A {}\n// @format\n${messy}`, { requirePragma: true })).toContain(messy);
    expect(await format(`/// @noprettier\n${messy}`, { checkIgnorePragma: true })).toContain(messy);
  });

  it("formats the sources that a Markdown page shows, and no others", async () => {
    const page = (source: string): string =>
      `# Roles\n\n\`\`\`chimepolicy\n${source}\`\`\`\n\n- in a list\n\n  \`\`\`chimepolicy\n${source.replaceAll(/^(?=.)/gm, "  ")}  \`\`\`\n\n\`\`\`text\n${messy}\n\`\`\`\n`;
    expect(await formatWith(page(`${messy}\n`), { parser: "markdown", plugins })).toBe(page(neat));
    const broken = page("role {\n");
    expect(await formatWith(broken, { parser: "markdown", plugins })).toBe(broken);
  });

  it("gives in a page, and without prettier, what it gives in a file", async () => {
    const files = ["stdlib", "examples", "test/format/samples", "test/check/samples"].flatMap((room) =>
      readdirSync(new URL(room, root), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".chimepolicy"))
        .map((name) => readFileSync(new URL(`${room}/${name}`, root), "utf8")),
    );
    const forms = [{ printWidth: 40 }, { printWidth: 70, useTabs: true }, { tabWidth: 8 }];
    for (const [index, text] of [everything, ...files].filter(isSound).entries()) {
      const formatted = await format(text);
      expect(await formatInPage(text)).toBe(formatted);
      expect(formatAlone(text)).toBe(formatted);
      // Each text in one of the forms: a form for all of them takes three times as long.
      const lines = forms[index % forms.length]!;
      expect(await formatInPage(text, lines)).toBe(formatAlone(text, lines));
    }
  });

  it("refuses a broken file with the place, and shows it", async () => {
    const error = await format("role Host {\n  allow chime:CreateMeeting on\n}\n").then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SyntaxError);
    expect(error).toMatchObject({ loc: { start: { line: 3, column: 1 } } });
    expect((error as Error).message).toMatch(/^expected .* \(3:1\)\n/);
    expect((error as Error & { codeFrame: string }).codeFrame).toContain("> 3 | }");
  });

  it("keeps the cursor where it is in the text", async () => {
    const cursorOffset = messy.indexOf("CreateMeeting");
    const result = await formatWithCursor(messy, { cursorOffset, parser: "chimepolicy", plugins });
    expect(result.formatted.slice(result.cursorOffset)).toMatch(/^CreateMeeting/);
  });

  it("leaves a file alone of which a part is to be formatted: prettier knows such parts of its own languages only", async () => {
    expect(await format(`${messy}\n${messy}`, { rangeStart: 3, rangeEnd: 20 })).toBe(`${messy}\n${messy}`);
  });

  it("takes what is nested as deeply as can be", async () => {
    const formatted = await format(`condition C = ${"not (A or B and not ".repeat(30)}D${")".repeat(30)}\n`);
    expect(await format(formatted)).toBe(formatted);
  });
});
