import type { CommandModule } from "yargs";
import { summarise } from "../../../diagnostics/render/json.ts";
import { policyTypes } from "../../../iam/policy-type.ts";
import type { CheckArguments } from "../check-run.ts";
import { err, reportFindings, statusOf } from "../console.ts";
import { readInputs } from "../inputs.ts";
import { mend, mendable } from "../mend.ts";
import { namedOrSources } from "../project.ts";
import { optionalFilesOption, withFormat, withSources, withProgress } from "./options.ts";

export const checkCommand: CommandModule<{ color: boolean | undefined }, CheckArguments> = {
  command: "check [files..]",
  describe: "report all findings, write no documents",
  builder: (yargs) =>
    withFormat(
      withSources(
        yargs
          .usage(
            [
              "$0 check [FILE…] [--fix] [--rule name=level]… [--param k=v]… [--format F]",
              "All findings, no output files: about sources, IAM JSON, and the policies in CloudFormation and Terraform.",
            ].join("\n\n"),
          )
          .positional("files", { ...optionalFilesOption, describe: "paths, folders or globs, `-` for standard input" })
          .option("fix", { type: "boolean", describe: "mend in place what can be mended" })
          .option("fix-dry-run", { type: "boolean", describe: "print what --fix would change, as a diff" })
          .option("policy-type", {
            choices: policyTypes,
            requiresArg: true,
            describe: "what the policies in JSON are; seen from their principals where it is not said",
          })
          .option("rule", {
            type: "string",
            array: true,
            nargs: 1,
            describe: "how grave a finding is, as name=level: off, suggestion, warning, security-warning or error; may be repeated",
          })
          .option("max-warnings", { type: "string", requiresArg: true, describe: "fail where there are more warnings than this" })
          .option("quiet", { type: "boolean", describe: "show errors only" })
          .option("baseline", {
            type: "string",
            requiresArg: true,
            describe: "the file of findings that may stay for now; chimepolicy.baseline.json if there is one",
          })
          .option("update-baseline", { type: "boolean", describe: "write all findings into the baseline" })
          .option("timing", { type: "boolean", describe: "say how long each rule took" })
          .example("$0 check", "every source of the project around this folder")
          .example("$0 check role.json --policy-type trust", "a policy in JSON"),
      ),
    ),
  handler: async (argv) => {
    const { refuseOptions, createRun } = await import("../check-run.ts");
    const { mostWarnings } = refuseOptions(argv);
    const inputs = await readInputs(await namedOrSources("check", argv.files, argv.env), "**/*.{chimepolicy,json,yaml,yml,template}");
    const { run, settle, notes } = await createRun(argv, inputs);
    const { diagnostics, mended } = await withProgress("checking", inputs.files, () => {
      const found = argv.fix === true ? [] : run(inputs.files);
      if (argv.fix !== true && argv["fix-dry-run"] !== true) return { diagnostics: found, mended: undefined };
      const result = mend(inputs.files, run);
      return { diagnostics: argv.fix === true ? result.diagnostics : found, mended: result };
    });
    if (mended !== undefined) {
      const { printMended, writeMended } = await import("../mended.ts");
      if (argv.fix === true) writeMended(mended, inputs);
      else printMended(mended, inputs);
    }
    const left = await settle(diagnostics);
    const shown = argv.quiet === true ? left.filter(({ severity }) => severity === "error") : left;
    if (argv.format === "pretty") err(notes());
    await reportFindings(shown, {
      format: argv.format,
      color: argv.color,
      fileOf: inputs.fileOf,
      mendable: inputs.fromStandardInput || argv.fix === true ? 0 : mendable(shown, inputs.files).length,
      files: inputs.files,
    });
    process.exitCode = statusOf(left);
    const { warnings } = summarise(left);
    if (warnings <= mostWarnings) return;
    err(`error: there ${warnings === 1 ? "is 1 warning" : `are ${warnings} warnings`}, and \`--max-warnings\` allows ${mostWarnings}\n`);
    process.exitCode = 1;
  },
};
