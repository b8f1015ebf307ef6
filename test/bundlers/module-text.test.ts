import { describe, expect, it } from "vitest";
import { declarationPath, declarationText, moduleText } from "../../src/hosts/bundler/module-text.ts";

const documentOf = (name: string) => ({ name, text: `{ "Sid": ${JSON.stringify(name)} }\n` });

describe("hosts/bundler moduleText", () => {
  it("exports the only document under its name and as the default", () => {
    expect(moduleText([documentOf("HelpDesk")])).toBe(
      'const document0 = { "Sid": "HelpDesk" };\nexport { document0 as HelpDesk, document0 as default };\n',
    );
  });

  it("exports several without a default, and what is no word of JavaScript as a text", () => {
    expect(moduleText([documentOf("HelpDesk.1"), documentOf("Note-taker"), documentOf("class")])).toBe(
      [
        'const document0 = { "Sid": "HelpDesk.1" };',
        'const document1 = { "Sid": "Note-taker" };',
        'const document2 = { "Sid": "class" };',
        'export { document0 as "HelpDesk.1", document1 as "Note-taker", document2 as class };',
        "",
      ].join("\n"),
    );
  });

  it("lets a role be called `default`", async () => {
    const run = async (names: readonly string[]): Promise<object> => ({
      ...((await import(`data:text/javascript,${encodeURIComponent(moduleText(names.map(documentOf)))}`)) as object),
    });
    expect(await run(["default"])).toEqual({ default: { Sid: "default" } });
    expect(await run(["default", "Other"])).toEqual({ default: { Sid: "default" }, Other: { Sid: "Other" } });
  });
});

describe("hosts/bundler declarationText", () => {
  it("declares what the module exports", () => {
    expect(declarationText([documentOf("HelpDesk")])).toBe(
      [
        'import type { PolicyJson } from "chimepolicy";',
        "",
        "declare const document0: PolicyJson;",
        "export { document0 as HelpDesk, document0 as default };",
        "",
      ].join("\n"),
    );
  });

  it("says that there is no default where there is none", () => {
    expect(declarationText([documentOf("Host"), documentOf("Note-taker")])).toContain("export declare const __esModule: true;");
    expect(declarationText([documentOf("Host"), documentOf("default")])).not.toContain("__esModule");
  });

  it("stands where TypeScript looks for it", () => {
    expect(declarationPath("/policies/help-desk.chimepolicy")).toBe("/policies/help-desk.d.chimepolicy.ts");
  });
});
