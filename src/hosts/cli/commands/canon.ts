import type { CommandModule } from "yargs";
import { canonicalize } from "../../../canonicalize.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { createNodeHost } from "../../node-host.ts";
import { standardInputWord } from "../arguments.ts";
import { out, reportFindings, statusOf, UsageError } from "../console.ts";
import { readNamed, standardInput } from "../inputs.ts";
import { withProgress } from "./options.ts";

interface CanonArguments {
  readonly file: string;
  readonly expand: boolean | undefined;
  readonly minify: boolean | undefined;
  readonly color: boolean | undefined;
}

export const canonCommand: CommandModule<{ color: boolean | undefined }, CanonArguments> = {
  command: "canon <file>",
  describe: "print an IAM JSON policy in canonical form",
  builder: (yargs) =>
    yargs
      .usage("$0 canon POLICY.json [--expand] [--minify]\n\nIAM JSON to canonical IAM JSON.")
      .positional("file", { type: "string", demandOption: true, describe: "an IAM JSON policy, `-` for standard input" })
      .option("expand", { type: "boolean", describe: "write wildcards of actions as names" })
      .option("minify", { type: "boolean", describe: "write no white space" }),
  handler: async (argv) => {
    const { file } = argv;
    if (file === "") throw new UsageError("the name of a file is empty");
    if (file.endsWith(".chimepolicy"))
      throw new UsageError(
        "`canon` takes IAM JSON, and this is a source",
        `\`chimepolicy compile ${file}\` gives its document in canonical form`,
      );
    const source = { uri: file === standardInputWord ? standardInput : file, text: readNamed(file, createNodeHost(process.cwd())) };
    const options = { expand: argv.expand === true, minify: argv.minify === true };
    const result = await withProgress("sorting", [source], () => canonicalize(source, nodeCatalog(), options));
    await reportFindings(result.diagnostics, { format: "pretty", color: argv.color, fileOf: (uri) => uri });
    process.exitCode = statusOf(result.diagnostics);
    if (result.text !== undefined) out(result.text);
  },
};
