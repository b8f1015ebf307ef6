import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Packs the package, installs it into an empty folder as a user would, and gives the folder of the installed package. */
export function installPacked(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const npm = (args: readonly string[], cwd: string): void => {
    execFileSync("npm", [...args, "--silent"], { cwd, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  };
  npm(["pack", "--pack-destination", folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  writeFileSync(join(folder, "package.json"), "{}\n");
  npm(["install", "--no-save", "--no-package-lock", `./${tarball}`], folder);
  return join(folder, "node_modules", "chimepolicy");
}
