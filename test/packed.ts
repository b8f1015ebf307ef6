import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import { pack } from "../scripts/pack.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");

/** Packs these sources into a folder, and gives the path of the tarball. They are bundled anew: `dist/` may be stale or absent. */
export function packSources(folder: string): string {
  const staging = join(folder, "staging");
  mkdirSync(staging, { recursive: true });
  for (const name of ["package.json", "LICENSE", ...packageJson.files.filter((file) => file !== "dist")])
    cpSync(join(root, name), join(staging, name), { recursive: true });
  execFileSync(process.execPath, ["--import", "tsx", join(root, "scripts", "build.ts"), join(staging, "dist")], { cwd: root });
  return pack(staging, folder, ["--ignore-scripts"]);
}

/** An environment in which npm knows nothing of the user's own, and asks nobody. Programs that npm starts get it with the home folder. */
export function ownHome(home: string): NodeJS.ProcessEnv {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, ".npmrc"), "offline=true\nupdate-notifier=false\naudit=false\nfund=false\nloglevel=error\n");
  const { PATH, SystemRoot } = process.env;
  return { PATH, HOME: home, USERPROFILE: home, ...(SystemRoot === undefined ? {} : { SystemRoot }) };
}
