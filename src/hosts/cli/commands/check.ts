import type { CommandModule } from "yargs";
import { check } from "../../../compile.ts";
import { applyFixes } from "../../../fix.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { err, reportFindings, statusOf, UsageError } from "../console.ts";
import { readInputs } from "../inputs.ts";
import { readParameters, withFormat, withParameters, type ParameterOptions } from "./options.ts";

interface CheckArguments extends ParameterOptions {
  readonly files: readonly string[];
  readonly fix: boolean;
  readonly format: "pretty" | "json";
  readonly color: boolean | undefined;
}

/** A fix can make room for another; more rounds than this would mean that two undo each other. */
const mostRounds = 10;

export const checkCommand: CommandModule<{ color: boolean | undefined }, CheckArguments> = {
  command: "check <files..>",
  describe: "report all findings, write no documents",
  builder: (yargs) =>
    withFormat(
      withParameters(
        yargs
          .positional("files", { type: "string", array: true, demandOption: true, describe: "paths or globs, `-` for standard input" })
          .option("fix", { type: "boolean", default: false, describe: "mend in place what can be mended" })
          .example("$0 check 'policies/**/*.chimepolicy'", "check every source"),
      ),
    ),
  handler: async (argv) => {
    const inputs = await readInputs(argv.files);
    if (inputs.files.some(({ uri }) => uri.endsWith(".json"))) {
      throw new UsageError("`check` takes .chimepolicy sources; IAM JSON cannot be checked yet", "`chimepolicy canon` reads JSON and says what is wrong with its form");
    }
    const options = { host: inputs.host, catalog: nodeCatalog(), parameters: readParameters(argv) };
    let files = inputs.files;
    let { diagnostics } = check(files, options);
    if (argv.fix) {
      if (files.some(({ uri }) => uri === "<stdin>")) throw new UsageError("`--fix` cannot change standard input");
      const before = diagnostics.length;
      for (let round = 0; round < mostRounds; round++) {
        const fixed = applyFixes(diagnostics.filter(({ location }) => files.some(({ uri }) => uri === location.source.uri)));
        const next = files.map(({ uri, text }) => ({ uri, text: fixed.get(uri) ?? text }));
        if (next.every(({ text }, index) => text === files[index]!.text)) break;
        files = next;
        diagnostics = check(files, options).diagnostics;
      }
      const { sync: writeFileAtomic } = await import("write-file-atomic");
      const changed = files.filter(({ text }, index) => text !== inputs.files[index]!.text);
      for (const { uri, text } of changed) {
        try {
          writeFileAtomic(inputs.host.pathOf(uri), text);
        } catch (error) {
          throw new UsageError(`cannot write \`${inputs.fileOf(uri)}\`: ${(error as Error).message}`);
        }
      }
      if (changed.length > 0) err(`mended ${changed.length} file${changed.length === 1 ? "" : "s"}: ${before} findings before, ${diagnostics.length} now\n\n`);
    }
    await reportFindings(diagnostics, { format: argv.format, color: argv.color, fileOf: inputs.fileOf });
    process.exitCode = statusOf(diagnostics);
  },
};
