import createYargs from "yargs";
import packageJson from "../../../package.json" with { type: "json" };
import { visible } from "../../diagnostics/render/words.ts";
import { readArguments, usageErrorOf } from "./arguments.ts";
import { buildCommand } from "./commands/build.ts";
import { canCommand } from "./commands/can.ts";
import { canonCommand } from "./commands/canon.ts";
import { catalogCommand } from "./commands/catalog.ts";
import { checkCommand } from "./commands/check.ts";
import { compileCommand } from "./commands/compile.ts";
import { explainCommand } from "./commands/explain.ts";
import { importCommand } from "./commands/import.ts";
import { fmtCommand } from "./commands/fmt.ts";
import { initCommand } from "./commands/init.ts";
import { lockCommand } from "./commands/lock.ts";
import { refuseLater } from "./commands/later.ts";
import { testCommand } from "./commands/test.ts";
import { err, out, UsageError, widthOf } from "./console.ts";
import type { Surroundings } from "./surroundings.ts";
import { usageText } from "./usage.ts";

const { version } = packageJson;
const commands = ["compile", "check", "test", "can", "catalog", "canon", "explain", "import", "fmt", "build", "lock", "init"];

/** Runs the command line. Leaves the exit status in `process.exitCode`: 0 fine, 1 errors in the sources, 2 anything else. */
export async function main(argv: readonly string[], surroundings: Surroundings = {}): Promise<void> {
  try {
    await run(argv, surroundings);
  } catch (error) {
    process.exitCode = 2;
    err(error instanceof UsageError ? usageText(error, colorOption(argv)) : bugText(error));
  }
}

async function run(argv: readonly string[], surroundings: Surroundings): Promise<void> {
  const { words: given, switches, command } = readArguments(argv, commands, refuseLater);
  if (switches.has("--version")) return printVersion(switches.has("--verbose"));
  const printed: string[] = [];
  const words = command === "help" ? [...given.filter((word) => word !== "help"), "--help"] : [...given];
  await parser(words, surroundings).parseAsync(words, {}, (_error: unknown, _argv: unknown, output: string) => {
    printed.push(output);
  });
  const help = printed.join("").trimEnd();
  if (help !== "") out(`${help}\n`);
}

function parser(argv: readonly string[], surroundings: Surroundings): ReturnType<typeof createYargs> {
  return createYargs([...argv])
    .scriptName("chimepolicy")
    .detectLocale(false)
    .usage("$0 COMMAND …\n\nTyped policies for Amazon Chime and the rest of AWS, compiled to IAM JSON.")
    .option("color", { type: "boolean", describe: "colour, or --no-color; by default only on a terminal" })
    .option("verbose", { type: "boolean", hidden: true })
    .command(compileCommand)
    .command(buildCommand(surroundings))
    .command(lockCommand)
    .command(initCommand)
    .command(checkCommand)
    .command(testCommand)
    .command(canCommand)
    .command(importCommand)
    .command(fmtCommand)
    .command(catalogCommand)
    .command(canonCommand)
    .command(explainCommand)
    .demandCommand(1, "say what to do, such as `chimepolicy compile FILE`")
    .strict()
    .parserConfiguration({ "camel-case-expansion": true, "dot-notation": false, "duplicate-arguments-array": true, "greedy-arrays": false })
    .version(false)
    .help()
    .alias("help", "h")
    .option("version", { type: "boolean", describe: "print the version; with --verbose also the catalog's" })
    .wrap(argv.some(asksForHelp) ? Math.min(100, widthOf("stdout") ?? 100) : 100)
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      // What the parser itself throws has a message for users; what a command throws is passed on.
      throw error === undefined || error.name === "YError" ? usageErrorOf(error?.message ?? message ?? "", argv) : error;
    });
}

/** Only then is the width of the terminal of interest, and asking for it takes long. */
function asksForHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

async function printVersion(verbose: boolean): Promise<void> {
  if (!verbose) return out(`chimepolicy ${version}\n`);
  const { embeddedCatalog } = await import("../../embedded-catalog.ts");
  const { version: catalog, services, actionCount } = embeddedCatalog();
  out(
    [
      `chimepolicy ${version}`,
      `catalog ${catalog.version} of ${catalog.date}: ${services.length} services, ${actionCount} actions`,
      `  actions, resources and keys from iam-data ${catalog.actions.edition} (${catalog.actions.date})`,
      `  dependent actions from iam-data ${catalog.dependents.edition} (${catalog.dependents.date})`,
      `node ${process.version}\n`,
    ].join("\n"),
  );
}

/** The last of the words for colour. */
function colorOption(argv: readonly string[]): boolean | undefined {
  const last = argv.findLast((word) => word === "--color" || word === "--no-color");
  return last === undefined ? undefined : last === "--color";
}

/** A failure nobody foresaw is a bug of this tool, and says so. */
function bugText(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const brief = text.split("\n").slice(0, process.env["CHIMEPOLICY_DEBUG"] === undefined ? 1 : 30);
  return [
    `error: this is a bug in chimepolicy ${version}, not in your files`,
    ...brief.map((line) => `  ${visible(line)}`),
    "  help: please report it with the command and the smallest source that shows it; CHIMEPOLICY_DEBUG=1 prints where it happened\n",
  ].join("\n");
}
