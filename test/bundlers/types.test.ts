import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTypes } from "../../scripts/types.ts";
import { createHome, hasBundlers, runNode, type Home } from "./support.ts";

const compiler = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");

const files = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "ES2022",
      module: "ESNext",
      moduleResolution: "bundler",
      allowArbitraryExtensions: true,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["chimepolicy/client"],
    },
    include: ["*.ts"],
  }),
  "main.js": 'import { Host } from "./roles.chimepolicy";\nexport { Host };\n',
  "roles.chimepolicy": "role Host { allow chime:CreateMeeting }\nrole Note-taker { allow chime:ListMeetings }\n",
  "help-desk.chimepolicy": "role HelpDesk { allow chime:CreateMeeting }\n",
  "only.ts": [
    'import policy from "./help-desk.chimepolicy";',
    'policy.Statement[0]!.Effect satisfies "Allow" | "Deny";',
    "// @ts-expect-error -- there is no such element",
    "policy.Statements;",
    "",
  ].join("\n"),
  "several.ts": [
    'import { Host, "Note-taker" as noteTaker } from "./roles.chimepolicy";',
    'import type { PolicyJson } from "chimepolicy";',
    "export const policies: readonly PolicyJson[] = [Host, noteTaker];",
    "// @ts-expect-error -- which one it would be nobody says",
    'import policy from "./roles.chimepolicy";',
    "// @ts-expect-error -- there is no such role",
    'import { Hst } from "./roles.chimepolicy";',
    "",
  ].join("\n"),
  "bundlers.ts": [
    'import { chimepolicy as esbuild } from "chimepolicy/esbuild";',
    'import { chimepolicy as rolldown } from "chimepolicy/rolldown";',
    'import { chimepolicy as rollup } from "chimepolicy/rollup";',
    'import { chimepolicy as rspack } from "chimepolicy/rspack";',
    'import { chimepolicy as vite, type Options } from "chimepolicy/vite";',
    'import { chimepolicy as webpack } from "chimepolicy/webpack";',
    'const options: Options = { env: "prod", parameters: { account: "111122223333" }, types: true };',
    'export const one: import("esbuild").BuildOptions = { plugins: [esbuild(options)] };',
    'export const two: import("rolldown").InputOptions = { plugins: [rolldown(options)] };',
    'export const three: import("rollup").InputOptions = { plugins: [rollup(options)] };',
    'export const four: import("@rspack/core").Configuration = { plugins: [rspack(options)] };',
    'export const five: import("vite").UserConfig = { plugins: [vite(options)] };',
    'export const six: import("webpack").Configuration = { plugins: [webpack(options)] };',
    "// @ts-expect-error -- an environment is a text",
    "vite({ env: 1 });",
    "",
  ].join("\n"),
};

describe.skipIf(!hasBundlers())("TypeScript", () => {
  let home: Home;
  let folder: string;

  beforeAll(async () => {
    home = await createHome();
    folder = home.folder(files);
    buildTypes(join(home.path, "node_modules/chimepolicy/dist"));
    const request = { input: join(folder, "main.js"), output: join(folder, "built/out.mjs"), options: { types: true } };
    const { err, status } = await runNode([join(home.path, "programs/rollup.mjs"), JSON.stringify([request])], home.path);
    expect(status, err).toBe(0);
  }, 60_000);
  afterAll(() => home.remove());

  it("is told by the option `types` what a source gives", () => {
    expect(readFileSync(join(folder, "roles.d.chimepolicy.ts"), "utf8")).toContain('document0 as Host, document1 as "Note-taker"');
  });

  it("knows the type of imported sources, and takes the plugins where bundlers take theirs", async () => {
    const { out, err, status } = await runNode([compiler, "-p", folder], folder);
    expect({ out, err, status }).toEqual({ out: "", err: "", status: 0 });
  });
});
