/** Makes a tarball of the package, as it would be published. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Runs npm in a folder, and gives what it prints; what it says beside that is in the error, where it fails. */
export function npm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync("npm", args, {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
}

/** Packs the package in a folder into another one, and gives the path of the tarball. What npm builds before it packs is built. */
export function pack(from: string, to: string, options: readonly string[] = []): string {
  const [packed] = JSON.parse(npm(["pack", "--json", "--silent", "--pack-destination", to, ...options], from)) as [{ filename: string }];
  return join(to, packed.filename);
}
