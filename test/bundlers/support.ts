import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLibrary } from "../../scripts/library.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const installed = join(import.meta.dirname, "node_modules");

/** Whether the bundlers are installed; says so where they are not. */
export function hasBundlers(): boolean {
  const present = existsSync(join(installed, "vite"));
  if (!present) console.log("skipped: the bundlers are not installed (npm ci --prefix test/bundlers)");
  return present;
}

/** A folder in which programs have chimepolicy, as it is bundled from these sources, and the bundlers. */
export interface Home {
  readonly path: string;
  /** A new folder with files, by name. */
  folder(files: Readonly<Record<string, string>>): string;
  remove(): void;
}

/** Makes such a folder, with the programs in it. */
export async function createHome(): Promise<Home> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "chimepolicy-bundlers-")));
  const chimepolicy = join(path, "node_modules", "chimepolicy");
  mkdirSync(chimepolicy, { recursive: true });
  await buildLibrary(join(chimepolicy, "dist"));
  for (const file of ["package.json", "client.d.ts"]) copyFileSync(join(root, file), join(chimepolicy, file));
  symlinkSync(join(root, "stdlib"), join(chimepolicy, "stdlib"));
  if (existsSync(installed))
    for (const name of readdirSync(installed)) {
      if (!name.startsWith(".")) symlinkSync(join(installed, name), join(path, "node_modules", name));
    }
  mkdirSync(join(path, "programs"));
  for (const name of readdirSync(join(import.meta.dirname, "programs")))
    copyFileSync(join(import.meta.dirname, "programs", name), join(path, "programs", name));
  let folders = 0;
  return {
    path,
    folder(files) {
      const folder = join(path, "work", String((folders += 1)));
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      return folder;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What a process left. */
export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs Node in a folder. */
export function runNode(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  node = process.execPath,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const texts = { out: "", err: "" };
    child.stdout.on("data", (data: Buffer) => (texts.out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (texts.err += data.toString()));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...texts }));
  });
}
