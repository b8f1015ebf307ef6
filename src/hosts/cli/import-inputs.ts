import { basename, join } from "node:path";
import { createNodeHost } from "../node-host.ts";
import { standardInputWord } from "./arguments.ts";
import { UsageError } from "./console.ts";
import { expand, filesIn, isFolder, readNamed, standardInput } from "./inputs.ts";

/** A file that may hold policies. */
export interface PolicyFile {
  /** As messages show it. */
  readonly uri: string;
  readonly text: string;
  /** The name of its source, without an extension; with the folders below a folder that was named. */
  readonly target: string;
}

/** Reads the files named on a command line: paths, globs, `-`, and folders with all policies below. A file that is named twice is read once. */
export async function readPolicyFiles(names: readonly string[]): Promise<readonly PolicyFile[]> {
  const host = createNodeHost(process.cwd());
  const files = new Map<string, PolicyFile>();
  for (const name of await expand(names)) {
    if (name === standardInputWord) files.set(name, { uri: standardInput, text: readNamed(name, host), target: "imported" });
    else if (!isFolder(name)) files.set(name, { uri: name, text: readNamed(name, host), target: targetOf(basename(name)) });
    else {
      for (const inner of await policiesIn(name)) {
        const path = join(name, inner);
        files.set(path, { uri: path, text: readNamed(path, host), target: targetOf(inner) });
      }
    }
  }
  return [...files.values()];
}

function targetOf(name: string): string {
  return name.replace(/(\.tf)?\.[^./\\]*$/, "");
}

async function policiesIn(folder: string): Promise<readonly string[]> {
  const found = await filesIn(folder, "**/*.{json,yaml,yml,template}");
  if (found.length === 0)
    throw new UsageError(`no policy in the folder \`${folder}\``, "policies are `.json` files, templates `.yaml` ones too");
  return found;
}
