import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import type { CommandModule } from "yargs";
import { readTextFile, reasonOf } from "../../read-file.ts";
import { err, isTerminal, UsageError } from "../console.ts";
import type { WorkflowPlace } from "../init-files.ts";

interface InitArguments {
  readonly dir: string | undefined;
  readonly github: boolean | undefined;
}

export const initCommand: CommandModule<{ color: boolean | undefined }, InitArguments> = {
  command: "init [dir]",
  describe: "set up a new project",
  builder: (yargs) =>
    yargs
      .usage(
        "$0 init [DIR] [--github]\n\nA configuration, one example with a test, and npm scripts. What is there already is never overwritten.",
      )
      .positional("dir", { type: "string", describe: "folder of the project; this one if not given" })
      .option("github", { type: "boolean", describe: "also a workflow of GitHub Actions, or --no-github; asked for on a terminal" })
      .example("$0 init my-policies", "a project in a new folder"),
  handler: async ({ dir = ".", github }) => {
    const { initFiles } = await import("../init-files.ts");
    const workflow = github ?? (await askForWorkflow());
    const lines: string[] = [];
    for (const { path, text } of initFiles(workflow ? workflowPlace(dir) : undefined)) {
      const target = join(dir, path);
      const read = readTextFile(target);
      if ("problem" in read && read.problem !== "not-found")
        throw new UsageError(`cannot read \`${target}\`: ${read.detail ?? "it is no text file"}`);
      const standing = "text" in read ? read.text : undefined;
      const made = text(standing);
      lines.push(`  ${made === undefined ? "as it was" : standing === undefined ? "written  " : "added to "}  ${target}`);
      if (made === undefined) continue;
      try {
        mkdirSync(dirname(target), { recursive: true });
        // `wx` where nothing is there: what somebody made in the meantime is not overwritten either.
        writeFileSync(target, made, { flag: standing === undefined ? "wx" : "w" });
      } catch (error) {
        throw new UsageError(`cannot write \`${target}\`: ${reasonOf(error)}`);
      }
    }
    const go = dir === "." ? "" : `cd ${/^[\w./-]+$/.test(dir) ? dir : `"${dir}"`} && `;
    err(`${lines.join("\n")}\n\nNow: ${go}npm install && npm run policies:build && npm run policies:test\n`);
  },
};

/** The repository of git around a folder; the folder itself where there is none. */
function workflowPlace(dir: string): WorkflowPlace {
  const project = resolve(dir);
  for (let at = project; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return { root: slashes(relative(project, at)) || ".", project: slashes(relative(at, project)) };
    if (dirname(at) === at) return { root: ".", project: "" };
  }
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}

/** Asked on a terminal only; anything but a yes is a no. */
async function askForWorkflow(): Promise<boolean> {
  if (!process.stdin.isTTY || !isTerminal("stderr")) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Write a workflow of GitHub Actions too? (y/N) ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
