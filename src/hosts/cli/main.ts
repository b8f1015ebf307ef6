import createYargs from "yargs";
import packageJson from "../../../package.json" with { type: "json" };
import { canonCommand } from "./commands/canon.ts";
import { catalogCommand } from "./commands/catalog.ts";
import { checkCommand } from "./commands/check.ts";
import { compileCommand } from "./commands/compile.ts";
import { explainCommand } from "./commands/explain.ts";
import { laterCommands } from "./commands/later.ts";
import { err, out, useColor, UsageError } from "./console.ts";

const { version } = packageJson;

/** Runs the command line. Leaves the exit status in `process.exitCode`: 0 fine, 1 errors in the sources, 2 anything else. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    if (argv.includes("--version")) return await printVersion(argv.includes("--verbose"));
    await parser(argv).parseAsync();
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof UsageError) err(usageText(error, argv));
    else err(bugText(error));
  }
}

function parser(argv: readonly string[]): ReturnType<typeof createYargs> {
  return createYargs([...argv])
    .scriptName("chimepolicy")
    .usage("$0 <command>\n\nTyped policies for Amazon Chime and the rest of AWS, compiled to IAM JSON.")
    .option("color", { type: "boolean", describe: "colour, or --no-color; by default only on a terminal" })
    .option("verbose", { type: "boolean", hidden: true })
    .command(compileCommand)
    .command(checkCommand)
    .command(catalogCommand)
    .command(canonCommand)
    .command(explainCommand)
    .command([...laterCommands])
    .demandCommand(1, "say what to do, such as `chimepolicy compile FILE`")
    .strict()
    .recommendCommands()
    .parserConfiguration({ "duplicate-arguments-array": false, "camel-case-expansion": true })
    .version(false)
    .help()
    .alias("help", "h")
    .option("version", { type: "boolean", describe: "print the version; with --verbose also the catalog's" })
    .wrap(100)
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      throw error ?? new UsageError(firstLower(message ?? "the command is wrong"), "`chimepolicy --help` shows the commands and their options");
    });
}

async function printVersion(verbose: boolean): Promise<void> {
  out(`chimepolicy ${version}\n`);
  if (!verbose) return;
  const { embeddedCatalog } = await import("../../embedded-catalog.ts");
  const { version: catalog, services, actionCount } = embeddedCatalog();
  out(`catalog ${catalog.version} of ${catalog.date}: ${services.length} services, ${actionCount} actions\n`);
  out(`  actions, resources and keys from iam-data ${catalog.actions.edition} (${catalog.actions.date})\n`);
  out(`  dependent actions from iam-data ${catalog.dependents.edition} (${catalog.dependents.date})\n`);
  out(`node ${process.version}\n`);
}

function usageText({ message, help }: UsageError, argv: readonly string[]): string {
  const color = useColor(argv.includes("--color") ? true : argv.includes("--no-color") ? false : undefined, "stderr");
  const label = color ? "\u001B[1m\u001B[31merror\u001B[39m\u001B[22m" : "error";
  return `${label}: ${message}\n${help === undefined ? "" : `  help: ${help}\n`}`;
}

/** A failure nobody foresaw is a bug of this tool, and says so. */
function bugText(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const brief = text.split("\n").slice(0, process.env["CHIMEPOLICY_DEBUG"] === undefined ? 1 : 30);
  return `error: this is a bug in chimepolicy ${version}, not in your files\n  ${brief.join("\n  ")}\n  help: please report it with the command and the smallest source that shows it; CHIMEPOLICY_DEBUG=1 prints where it happened\n`;
}

function firstLower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
