import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { renderGithub, workflowCommand } from "../../src/diagnostics/render/github.ts";

describe("diagnostics/render, for GitHub", () => {
  it("gives each finding a command of its severity", () => {
    const { diagnostics } = check("let unused = 1\nrole A { allow chime:CreateMeting }\n");
    expect(renderGithub(diagnostics)).toMatchInlineSnapshot(`
      "::warning file=input.chimepolicy,line=1,col=5,endLine=1,endColumn=11,title=CP3010 unused-declaration::the constant \`unused\` is never used
      ::error file=input.chimepolicy,line=2,col=16,endLine=2,endColumn=34,title=CP2001 unknown-action::unknown action \`chime:CreateMeting\`%0Ahelp: did you mean \`chime:CreateMeeting\`?
      "
    `);
  });

  it("names no columns of a place over several lines, which GitHub refuses", () => {
    const { diagnostics } = check("role A {\n}\nrole A {\n  allow chime:CreateMeeting\n    as\n    x, y\n}\n");
    for (const line of renderGithub(diagnostics).trimEnd().split("\n")) {
      const [, from, to] = /line=(\d+).*endLine=(\d+)/.exec(line)!;
      expect(line.includes("col="), line).toBe(from === to);
    }
  });

  it("lets no text end a command or begin another", () => {
    expect(workflowCommand("error", { file: "a,b:c%.chimepolicy", title: "x\n::y" }, "100%\r\n::error::no, really: this")).toBe(
      "::error file=a%2Cb%3Ac%25.chimepolicy,title=x%0A%3A%3Ay::100%25%0D%0A::error::no, really: this\n",
    );
  });
});
