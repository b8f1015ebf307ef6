import type { CommandModule } from "yargs";
import type { CheckResult } from "../../../analyse.ts";
import { check } from "../../../check.ts";
import { checkPolicy } from "../../../check-policy.ts";
import { count } from "../../../diagnostics/render/words.ts";
import type { EntryFile } from "../../../load.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { reasonOf } from "../../read-file.ts";
import { standardInputWord } from "../arguments.ts";
import { err, reportFindings, statusOf, UsageError, type ReportOptions } from "../console.ts";
import { readInputs, standardInput, type Inputs } from "../inputs.ts";
import { mend, mendable, type Mended } from "../mend.ts";
import { filesOption, readSourceOptions, withFormat, withSources, withProgress, type SourceOptions } from "./options.ts";

interface CheckArguments extends SourceOptions {
  readonly files: readonly string[];
  readonly fix: boolean | undefined;
  readonly format: ReportOptions["format"];
  readonly color: boolean | undefined;
}

export const checkCommand: CommandModule<{ color: boolean | undefined }, CheckArguments> = {
  command: "check <files..>",
  describe: "report all findings, write no documents",
  builder: (yargs) =>
    withFormat(
      withSources(
        yargs
          .usage("$0 check FILE… [--fix] [--param k=v]… [--format F]\n\nAll findings, no output files.")
          .positional("files", filesOption)
          .option("fix", { type: "boolean", describe: "mend in place what can be mended" })
          .example("$0 check 'policies/**/*.chimepolicy'", "every source"),
      ),
    ),
  handler: async (argv) => {
    const given = readSourceOptions(argv);
    if (argv.fix === true && argv.files.includes(standardInputWord)) throw new UsageError("`--fix` cannot change standard input");
    const inputs = await readInputs(argv.files);
    const options = { host: inputs.host, catalog: nodeCatalog(), ...given };
    const run = (files: readonly EntryFile[]): CheckResult["diagnostics"] => {
      const sources = files.filter((file) => !isDocument(file));
      const documents = files.filter(isDocument).flatMap(({ uri, text }) => checkPolicy(text, { ...options, uri }).diagnostics);
      return sources.length === 0 ? documents : [...check(sources, options).diagnostics, ...documents];
    };
    const { diagnostics, mended } = await withProgress("checking", inputs.files, () => {
      if (argv.fix !== true) return { diagnostics: run(inputs.files), mended: undefined };
      const result = mend(inputs.files, run);
      return { diagnostics: result.diagnostics, mended: result };
    });
    if (mended !== undefined) await writeMended(mended, inputs);
    const left = argv.fix === true ? 0 : mendable(diagnostics, inputs.files).length;
    await reportFindings(diagnostics, {
      format: argv.format,
      color: argv.color,
      fileOf: inputs.fileOf,
      mendable: inputs.fromStandardInput ? 0 : left,
      files: inputs.files,
    });
    process.exitCode = statusOf(diagnostics);
  },
};

/** IAM JSON and the templates that hold some go by their extension; standard input is a source unless it begins like JSON. */
function isDocument({ uri, text }: EntryFile): boolean {
  return /\.(json|ya?ml|template)$/i.test(uri) || (uri.endsWith(standardInput) && /^\s*\{/.test(text));
}

const mostTitles = 20;

async function writeMended({ files, made }: Mended, { files: before, host, fileOf }: Inputs): Promise<void> {
  const changed = files.filter(({ text }, index) => text !== before[index]!.text);
  if (changed.length === 0) return;
  const { sync: writeFileAtomic } = await import("write-file-atomic");
  for (const { uri, text } of changed) {
    try {
      writeFileAtomic(host.pathOf(uri), text);
    } catch (error) {
      throw new UsageError(`cannot write \`${fileOf(uri)}\`: ${reasonOf(error)}`);
    }
  }
  const { visible } = await import("../../../diagnostics/render/words.ts");
  const order = new Map(before.map(({ uri }, index) => [uri, index]));
  const sorted = made.toSorted((a, b) => order.get(a.uri)! - order.get(b.uri)!);
  const lines = sorted
    .slice(0, mostTitles)
    .map(({ uri, line, column, title }) => `  ${visible(`${fileOf(uri)}:${line}:${column}: ${title}`)}\n`);
  const more = made.length > mostTitles ? `  … and ${made.length - mostTitles} more\n` : "";
  err(`mended ${count(made.length, "place")} in ${count(changed.length, "file")}\n${lines.join("")}${more}\n`);
}
