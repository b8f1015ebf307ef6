import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm, pack } from "../scripts/pack.ts";

const root = join(import.meta.dirname, "..");

/** Packs the package, installs it into an empty folder as a user would, and gives the folder of the installed package. */
export function installPacked(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const tarball = pack(root, folder);
  writeFileSync(join(folder, "package.json"), "{}\n");
  npm(["install", "--no-save", "--no-package-lock", tarball], folder);
  return join(folder, "node_modules", "chimepolicy");
}
