import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryDoors } from "./library.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const doors = [...Object.values(libraryDoors), "src/tools/format/plugin.ts"].map((source) => source.replace(/\.ts$/, ".d.ts"));
/** What those who open a door have installed. */
const peers = ["prettier"];

/** Writes the declarations that the package's doors reach into `types` of a folder, in a form every consumer resolves. */
export function buildTypes(dist: string): void {
  const raw = join(dist, "types-raw");
  const final = join(dist, "types");
  execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.types.json", "--outDir", raw], {
    cwd: root,
    stdio: "inherit",
  });
  rmSync(final, { recursive: true, force: true });

  const written = new Set<string>();
  const pending = doors.map((door) => join(raw, door));
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (written.has(file)) continue;
    written.add(file);
    const text = readFileSync(file, "utf8").replaceAll(
      /^((?:import|export|\}).*?from\s+|(?!\s*(?:\*|\/)).*?import\()"([^"]+)"/gm,
      (_, before: string, specifier: string) => {
        if (peers.includes(specifier)) return `${before}"${specifier}"`;
        if (!specifier.startsWith("."))
          throw new Error(`${relative(raw, file)} shows users a type of ${specifier}, which they do not install`);
        pending.push(join(dirname(file), specifier.replace(/\.ts$/, ".d.ts")));
        return `${before}"${specifier.replace(/\.ts$/, ".js")}"`;
      },
    );
    const target = join(final, relative(raw, file));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  rmSync(raw, { recursive: true, force: true });
}
