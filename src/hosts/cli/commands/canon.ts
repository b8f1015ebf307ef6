import type { CommandModule } from "yargs";
import { canonicalize } from "../../../canonicalize.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { createNodeHost } from "../../node-host.ts";
import { out, reportFindings, statusOf } from "../console.ts";
import { readStandardInput, textOf } from "../inputs.ts";

interface CanonArguments {
  readonly file: string;
  readonly expand: boolean;
  readonly minify: boolean;
  readonly color: boolean | undefined;
}

export const canonCommand: CommandModule<{ color: boolean | undefined }, CanonArguments> = {
  command: "canon <file>",
  describe: "print an IAM JSON policy in canonical form",
  builder: (yargs) =>
    yargs
      .positional("file", { type: "string", demandOption: true, describe: "an IAM JSON policy, `-` for standard input" })
      .option("expand", { type: "boolean", default: false, describe: "write wildcards of actions as names" })
      .option("minify", { type: "boolean", default: false, describe: "write no white space" }),
  handler: async (argv) => {
    const host = createNodeHost(process.cwd());
    const text = textOf(argv.file === "-" ? readStandardInput() : host.readAnywhere(argv.file), argv.file);
    const source = { uri: argv.file === "-" ? "<stdin>" : argv.file, text };
    const result = canonicalize(source, nodeCatalog(), { expand: argv.expand, minify: argv.minify });
    await reportFindings(result.diagnostics, { format: "pretty", color: argv.color, fileOf: (uri) => uri });
    process.exitCode = statusOf(result.diagnostics);
    if (result.text !== undefined) out(result.text);
  },
};
