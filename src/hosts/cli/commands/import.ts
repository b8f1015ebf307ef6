import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { ImportResult } from "../../../import-policy.ts";
import { err, out, reportFindings, statusOf, UsageError } from "../console.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { withProgress } from "./options.ts";
import type { PolicyFile } from "../import-inputs.ts";

interface ImportArguments {
  readonly policies: readonly string[];
  readonly out: string | undefined;
  readonly name: string | undefined;
  readonly from: "json" | "aws" | "terraform" | "cloudformation" | undefined;
  readonly strict: boolean | undefined;
  readonly force: boolean | undefined;
  readonly color: boolean | undefined;
}

export const importCommand: CommandModule<{ color: boolean | undefined }, ImportArguments> = {
  command: "import <policies..>",
  describe: "turn IAM policies into source",
  builder: (yargs) =>
    yargs
      .usage(
        [
          "$0 import POLICY.json… [-o DIR] [--strict] [--force] [--from json|aws|terraform|cloudformation] [--name N]",
          "Turns IAM identity policies into source that compiles to the same policies: those of IAM JSON, of what `aws iam` prints (get-policy-version, get-role-policy and its like, get-account-authorization-details), of CloudFormation and SAM templates, and of Terraform's JSON (.tf.json, or what terraform show -json prints). Without -o, the source of the only file goes to standard output.",
          "What the compiler would refuse is suppressed in the source and listed. A file that cannot be imported is listed and left out.",
        ].join("\n\n"),
      )
      .positional("policies", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "paths, folders or globs of policies and templates, `-` for standard input",
      })
      .option("out", { alias: "o", type: "string", requiresArg: true, describe: "folder to write the sources to" })
      .option("name", { type: "string", requiresArg: true, describe: "the name of the policy; otherwise that of the file" })
      .option("from", {
        choices: ["json", "aws", "terraform", "cloudformation"] as const,
        requiresArg: true,
        describe: "what the files are; found out where it is not said",
      })
      .option("strict", { type: "boolean", describe: "refuse what the compiler would refuse, instead of suppressing it" })
      .option("force", { type: "boolean", describe: "with -o: overwrite files" })
      .example("$0 import MeetingHost.json", "print the source")
      .example("$0 import policies -o src", "every policy in a folder"),
  handler: async (argv) => {
    if (argv.out === "") throw new UsageError("`--out` names no folder");
    if (argv.name === "") throw new UsageError("`--name` is empty");
    if (argv.force === true && argv.out === undefined) throw new UsageError("`--force` needs a folder to write to", "add `-o DIR`");
    const own = argv.policies.find((name) => name.endsWith(".chimepolicy"));
    if (own !== undefined)
      throw new UsageError("`import` takes IAM policies, and this is a source", `\`chimepolicy compile ${own}\` gives its document`);
    const { readPolicyFiles } = await import("../import-inputs.ts");
    const files = await readPolicyFiles(argv.policies);
    refuseMany(files, argv);
    const { importPolicy } = await import("../../../import-policy.ts");
    const catalog = nodeCatalog();
    const results = await withProgress("importing", files, () =>
      files.map(({ uri, text, target }): Imported => ({
        uri,
        target: argv.name ?? target,
        ...importPolicy(text, {
          uri,
          catalog,
          strict: argv.strict === true,
          ...(argv.name === undefined ? {} : { name: argv.name }),
          ...(argv.from === undefined ? {} : { from: argv.from }),
        }),
      })),
    );
    const findings = results.flatMap(({ diagnostics }) => diagnostics);
    await reportFindings(findings, { format: "pretty", color: argv.color, fileOf: (uri) => uri });
    process.exitCode = statusOf(findings);
    const { sources, problem } = await layOut(results, argv.out ?? ".");
    if (argv.out === undefined) for (const { text } of sources) out(text);
    else await writeSources(argv.out, sources, argv.force === true);
    const { importSummary } = await import("../import-summary.ts");
    err(importSummary(results));
    if (problem !== undefined) err(`note: ${problem}; once it is, \`chimepolicy fmt\` lays the sources out again\n`);
  },
};

interface Imported extends ImportResult {
  readonly uri: string;
  readonly target: string;
}

function refuseMany(files: readonly PolicyFile[], argv: ImportArguments): void {
  if (files.length < 2) return;
  if (argv.name !== undefined) throw new UsageError(`\`--name\` names one policy, and there are ${files.length} files`);
  if (argv.out === undefined)
    throw new UsageError(`there are ${files.length} files, and standard output takes the source of one`, "write all with `-o DIR`");
}

/** A source to be written, and the name of its file. */
interface Source {
  readonly name: string;
  readonly text: string;
}

/** The sources as `fmt` lays them out; and what keeps it from heeding a configuration, if anything does. */
async function layOut(
  results: readonly Imported[],
  folder: string,
): Promise<{ readonly sources: readonly Source[]; readonly problem: string | undefined }> {
  const { createFormatter } = await import("../prettier.ts");
  const problems = new Set<string>();
  const formatter = createFormatter(({ message }) => void problems.add(message));
  const sources: Source[] = [];
  for (const { target, text } of results) {
    if (text === undefined) continue;
    const name = `${target}.chimepolicy`;
    const formatted = await formatter(text, resolve(folder, name), name);
    sources.push({ name, text: formatted.text ?? text });
  }
  return { sources, problem: [...problems][0] };
}

async function writeSources(folder: string, sources: readonly Source[], force: boolean): Promise<void> {
  const { writeOutputs } = await import("../outputs.ts");
  writeOutputs(
    folder,
    sources.map((source) => ({ ...source, isOurs: () => false })),
    force,
  );
}
