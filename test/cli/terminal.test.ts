import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { createDiagnostic, type Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { renderTerminal } from "../../src/diagnostics/render/terminal.ts";
import { visible, wrap } from "../../src/diagnostics/render/words.ts";

/** Columns as a terminal counts them, for the characters of these tests. */
function cellsOf(text: string): number {
  return Array.from(new Intl.Segmenter("en").segment(text)).reduce(
    (sum, { segment }) => sum + (/[会議]|\p{Emoji_Presentation}/u.test(segment) ? 2 : 1),
    0,
  );
}

function render(text: string, width: number): string {
  const { diagnostics } = check([{ uri: "a.chimepolicy", text }]);
  return renderTerminal(diagnostics, { color: false, width });
}

describe("diagnostics/render, in a terminal", () => {
  it.each(["room", "会議 会議", "😀👩‍👩‍👧 e\u0301", "한국어", "\t\u200Btab"])("marks the right columns behind %j", (before) => {
    const rendered = render(`role R {\n  allow chime:CreateMeeting when aws:PrincipalTag/x == "${before}" and aws:Romm == "a"\n}\n`, 120);
    const lines = rendered.split("\n");
    const marked = lines.findIndex((line) => line.includes("^"));
    const [source, marks] = [lines[marked - 1]!, lines[marked]!];
    expect(cellsOf(source.slice(0, source.indexOf("aws:Romm")))).toBe(before === "한국어" ? marks.indexOf("^") - 3 : marks.indexOf("^"));
    expect(marks.match(/\^+/)![0]).toHaveLength("aws:Romm".length);
  });

  it.each([40, 60, 80, 120])("fits %i columns wherever the place is in a long line", (width) => {
    const filler = "allow chime:CreateMeeting ";
    for (const [before, after] of [
      [0, 40],
      [3, 0],
      [20, 20],
      [4000, 4000],
    ] as const) {
      const rendered = render(`role R {\n  ${filler.repeat(before)}allow chime:CreateMeting ${filler.repeat(after)}\n}\n`, width);
      const lines = rendered.split("\n");
      const marked = lines.findIndex((line) => line.includes("^"));
      const [source, marks] = [lines[marked - 1]!, lines[marked]!];
      const from = marks.indexOf("^");
      expect(source.slice(from, marks.length)).toBe("chime:CreateMeting");
      for (const line of [source, marks]) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it("cuts a note that lists hundreds of names, and says what lists them all", () => {
    const rendered = render("role R {\n  allow chime:* on chime:meeting(*)\n}\n", 80);
    expect(rendered).toMatch(/\n {8}… and \d+ more, which `--format json` lists\n/);
    expect(rendered.split("\n").length).toBeLessThan(40);
  });

  it("shows the first related places with their code, and counts those that are left out", () => {
    const source = { uri: "a.chimepolicy", text: "a\nb\n" };
    const place = { source, start: 0, end: 1 };
    const related = Array.from({ length: 12 }, () => ({ message: "included here", location: { source, start: 2, end: 3 } }));
    const finding: Diagnostic = createDiagnostic("duplicate-name", { name: "a" }, place, { related });
    const rendered = renderTerminal([finding], { color: false, width: 80 });
    expect(rendered.match(/included here: a\.chimepolicy:2:1/g)).toHaveLength(8);
    expect(rendered.match(/> 2 \| b/g)).toHaveLength(3);
    expect(rendered).toContain("  … and 4 places more\n");
  });

  it("keeps characters that steer or hide from the terminal, and every character in its column", () => {
    const hostile = "\u001B[2J\u0007\u009B\u202E\u2066\u200B\u00AD\uFEFF\t\u{E0041}";
    expect(visible(hostile)).toBe("␛[2J␇\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD");
    expect(visible(hostile)).toHaveLength(hostile.length);
  });

  it("breaks text at spaces only", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("averylongword b", 4)).toEqual(["averylongword", "b"]);
    expect(wrap("", 4)).toEqual([""]);
  });
});
