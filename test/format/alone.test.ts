import { readFileSync } from "node:fs";
import { util, type Options } from "prettier";
import { builders } from "prettier/doc";
import { describe, expect, it } from "vitest";
import * as docs from "../../src/tools/format/docs.ts";
import { format as formatDirectly, type FormatOptions } from "../../src/tools/format/format.ts";
import { widthOf } from "../../src/tools/format/width.ts";
import { everything } from "./support/everything.ts";
import { format, formatAlone, formatInPage } from "./support/format.ts";

const messy = "role  Host{allow chime:{ListMeetings,CreateMeeting}}";

describe("tools/format, without prettier", () => {
  const texts = [
    messy,
    "",
    " \n\n ",
    "// alone",
    `\uFEFF${messy}`,
    `// a\r\nrole A {\r\n\r\n// b\r\n}`,
    `role A {}\r// b`,
    `// @format\n\n${messy}`,
    `/// @noprettier\n${messy}`,
    `// prettier-ignore\n${messy}\n`,
    everything,
  ];
  const options: readonly FormatOptions[] = [
    {},
    { printWidth: 30, tabWidth: 4 },
    { useTabs: true },
    { printWidth: Infinity },
    { endOfLine: "crlf" },
    { endOfLine: "cr" },
    { endOfLine: "auto" },
    { requirePragma: true },
    { insertPragma: true },
    { requirePragma: true, insertPragma: true },
    { checkIgnorePragma: true },
  ];
  it.each(options)("gives what prettier gives with %j", async (given) => {
    for (const text of texts) expect(formatAlone(text, given), JSON.stringify(text)).toBe(await format(text, given as Options));
  });

  it("gives the findings of what has a syntax error", () => {
    const { text, diagnostics } = formatDirectly("role Host {", { uri: "host.chimepolicy" });
    expect(text).toBeUndefined();
    expect(diagnostics.map(({ location }) => location.source.uri)).toEqual(["host.chimepolicy"]);
  });

  it("leaves alone what it is told to, with the comments in it", async () => {
    const text = [
      "role A {",
      "  // prettier-ignore",
      "  allow   chime:{B,   // b",
      "    A} when (x:y == 1",
      "  // c",
      "  ) // d",
      "  deny   chime:C",
      "}",
    ].join("\n");
    const formatted = formatAlone(text);
    expect(formatted).toContain("  allow   chime:{B,   // b\n    A} when (x:y == 1\n  // c\n  ) // d\n");
    expect(formatted).toBe(await format(text));
    expect(formatted).toBe(await formatInPage(text));
  });

  it("counts columns as prettier does", () => {
    const pictures = ["👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "©️", "☎", "☎️", "⌚", "🇩🇪", "👍🏽", "é", "e\u0301", "日本", "ﾊﾛｰ", "한글", "a\u200Db", "\t"];
    expect(pictures.map(widthOf)).toEqual(pictures.map((text) => util.getStringWidth(text)));
    const wrong = Array.from({ length: 0x1ffff }, (_, at) => at)
      .filter((at) => at < 0xd800 || at > 0xdfff)
      .map((at) => String.fromCodePoint(at))
      .filter((sign) => widthOf(sign) !== util.getStringWidth(sign));
    expect(wrong).toEqual([]);
  });

  it("has documents in the shapes of prettier's own", () => {
    const { group, hardline, ifBreak, indent, line, lineSuffix, softline } = docs;
    const id = Symbol("id");
    const own = [group("a"), group("a", id), hardline, ifBreak("a"), ifBreak("a", "b", id), indent("a"), line, lineSuffix("a"), softline];
    const theirs = [
      builders.group("a"),
      builders.group("a", { id }),
      builders.hardline,
      builders.ifBreak("a"),
      builders.ifBreak("a", "b", { groupId: id }),
      builders.indent("a"),
      builders.line,
      builders.lineSuffix("a"),
      builders.softline,
    ];
    expect(own).toEqual(theirs);
  });

  it("is what the repository's own sources are formatted with", () => {
    const text = readFileSync(new URL("../../stdlib/chime/managed.chimepolicy", import.meta.url), "utf8");
    expect(formatAlone(text)).toBe(text);
  });
});
