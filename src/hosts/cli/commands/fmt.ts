import type { CommandModule } from "yargs";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { count } from "../../../diagnostics/render/words.ts";
import { reasonOf } from "../../read-file.ts";
import { standardInputWord } from "../arguments.ts";
import { err, out, reportFindings, UsageError } from "../console.ts";
import { readInputs, type Inputs } from "../inputs.ts";
import type { Formatter } from "../prettier.ts";
import { namedOrSources } from "../project.ts";
import { optionalFilesOption, withProgress } from "./options.ts";

interface FmtArguments {
  readonly files: readonly string[];
  readonly check: boolean | undefined;
  readonly color: boolean | undefined;
}

interface Result {
  readonly uri: string;
  readonly text: string;
  readonly isChanged: boolean;
}

/** What came of all files; there is no result of those with findings. */
interface Outcome {
  readonly results: readonly Result[];
  readonly findings: readonly Diagnostic[];
}

export const fmtCommand: CommandModule<{ color: boolean | undefined }, FmtArguments> = {
  command: "fmt [files..]",
  describe: "format sources in place",
  builder: (yargs) =>
    yargs
      .usage(
        "$0 fmt [FILE…] [--check]\n\nFormat sources in place; from standard input to standard output. Editors with prettier and its plugin\n`chimepolicy/prettier` give the same: the project's prettier configuration and .editorconfig hold, which\nneeds prettier installed, and a line has 100 characters where they do not say otherwise. What prettier\nis told to ignore is formatted all the same when it is named here.",
      )
      .positional("files", optionalFilesOption)
      .option("check", { type: "boolean", describe: "write nothing, list what is not formatted" })
      .example("$0 fmt", "every source of the project around this folder")
      .example("$0 fmt --check", "in a pipeline of checks"),
  handler: async (argv) => {
    const wrong = argv.files.find((name) => /\.json$/i.test(name));
    if (wrong !== undefined)
      throw new UsageError("`fmt` takes .chimepolicy sources", `\`chimepolicy canon ${wrong}\` brings IAM JSON to canonical form`);
    if (argv.files.includes(standardInputWord) && argv.files.length > 1)
      throw new UsageError("standard input is formatted to standard output, and files in place", "format them one after the other");
    const { createFormatter } = await import("../prettier.ts");
    const inputs = await readInputs(await namedOrSources("fmt", argv.files));
    const outcome = await withProgress("formatting", inputs.files, () => formatAll(inputs, createFormatter()));
    await reportFindings(outcome.findings, { format: "pretty", color: argv.color, fileOf: inputs.fileOf });
    const isWrong = outcome.findings.length > 0 || (argv.check === true && outcome.results.some(({ isChanged }) => isChanged));
    process.exitCode = isWrong ? 1 : 0;
    if (argv.check === true) list(outcome, inputs);
    else if (inputs.fromStandardInput) out(outcome.results.map(({ text }) => text).join(""));
    else await write(outcome, inputs);
  },
};

async function formatAll({ files, host }: Inputs, formatter: Formatter): Promise<Outcome> {
  const results: Result[] = [];
  const findings: Diagnostic[] = [];
  for (const { uri, text } of files) {
    const { text: formatted, diagnostics } = await formatter(text, host.pathOf(uri), uri);
    if (formatted === undefined) findings.push(...diagnostics);
    else results.push({ uri, text: formatted, isChanged: formatted !== text });
  }
  return { results, findings };
}

function list({ results }: Outcome, { fileOf }: Inputs): void {
  const changed = results.filter(({ isChanged }) => isChanged);
  out(changed.map(({ uri }) => `${fileOf(uri)}\n`).join(""));
  if (changed.length > 0) err(`${count(changed.length, "file")} not formatted, which \`chimepolicy fmt\` does\n`);
}

/** Replaces each file as a whole, and leaves those untouched that would not change. */
async function write({ results }: Outcome, { host, fileOf }: Inputs): Promise<void> {
  const { sync: writeFileAtomic } = await import("write-file-atomic");
  const changed = results.filter(({ isChanged }) => isChanged);
  for (const { uri, text } of changed) {
    try {
      writeFileAtomic(host.pathOf(uri), text);
    } catch (error) {
      throw new UsageError(`cannot write \`${fileOf(uri)}\`: ${reasonOf(error)}`);
    }
  }
  err(`${count(changed.length, "file")} formatted, ${results.length - changed.length} unchanged\n`);
}
