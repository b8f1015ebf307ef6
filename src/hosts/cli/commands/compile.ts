import type { CommandModule } from "yargs";
import { canonicalize } from "../../../canonicalize.ts";
import { compile } from "../../../compile.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { err, out, reportFindings, statusOf, UsageError } from "../console.ts";
import { readInputs } from "../inputs.ts";
import { readParameters, withFormat, withParameters, type ParameterOptions } from "./options.ts";

interface CompileArguments extends ParameterOptions {
  readonly files: readonly string[];
  readonly out: string | undefined;
  readonly name: string | undefined;
  readonly expand: boolean;
  readonly minify: boolean;
  readonly "source-map": boolean;
  readonly force: boolean;
  readonly format: "pretty" | "json";
  readonly color: boolean | undefined;
}

export const compileCommand: CommandModule<{ color: boolean | undefined }, CompileArguments> = {
  command: "compile <files..>",
  describe: "compile sources to IAM JSON",
  builder: (yargs) =>
    withFormat(
      withParameters(
        yargs
          .positional("files", { type: "string", array: true, demandOption: true, describe: "paths or globs, `-` for standard input" })
          .option("out", { alias: "o", type: "string", requiresArg: true, describe: "folder to write the documents to" })
          .option("name", { type: "string", requiresArg: true, describe: "the one document to print or write" })
          .option("expand", { type: "boolean", default: false, describe: "write wildcards of actions as names" })
          .option("minify", { type: "boolean", default: false, describe: "write no white space" })
          .option("source-map", { type: "boolean", default: false, describe: "write where each grant comes from, beside each document" })
          .option("force", { type: "boolean", default: false, describe: "overwrite files that chimepolicy did not write" })
          .example("$0 compile help-desk.chimepolicy", "print the document")
          .example("$0 compile 'policies/*.chimepolicy' -o dist", "write every document of these files"),
      ),
    ),
  handler: async (argv) => {
    const inputs = await readInputs(argv.files);
    const catalog = nodeCatalog();
    const { files, diagnostics } = compile(inputs.files, {
      host: inputs.host,
      catalog,
      parameters: readParameters(argv),
      expand: argv.expand,
      minify: argv.minify,
    });
    if (argv.format === "json" && argv.out === undefined && statusOf(diagnostics) === 0) {
      throw new UsageError("`--format json` and the document would share standard output", "write the document to a folder with `-o`, or use `check --format json`");
    }
    await reportFindings(diagnostics, { format: argv.format, color: argv.color, fileOf: inputs.fileOf });
    process.exitCode = statusOf(diagnostics);
    if (process.exitCode !== 0) return;

    const chosen = argv.name === undefined ? files : files.filter(({ name, documentName }) => documentName === argv.name || name === argv.name);
    const names = files.map(({ name }) => name);
    if (chosen.length === 0) {
      const help = names.length === 0 ? undefined : `there ${names.length === 1 ? "is" : "are"} ${names.map((name) => `\`${name}\``).join(", ")}`;
      throw new UsageError(argv.name === undefined ? "there is no document in these files: a policy or role without parameters is one" : `there is no document named \`${argv.name}\``, help);
    }
    if (argv.out !== undefined) {
      const { writeOutputs } = await import("../outputs.ts");
      const outputs = chosen.flatMap(({ name, text, map }) => [
        { name: `${name}.json`, text },
        ...(argv["source-map"] ? [{ name: `${name}.json.map`, text: `${JSON.stringify(map, null, 2)}\n` }] : []),
      ]);
      const isOurs = (text: string): boolean => isSourceMap(text) || isCanonical(text, catalog);
      const { written } = writeOutputs(argv.out, outputs, isOurs, argv.force);
      err(`${chosen.length} document${chosen.length === 1 ? "" : "s"}, ${written} file${written === 1 ? "" : "s"} written to ${argv.out}\n`);
      return;
    }
    if (argv["source-map"]) throw new UsageError("`--source-map` needs a folder to write to", "add `-o DIR`");
    if (chosen.length > 1) {
      const list = chosen.map(({ name }) => `\`${name}\``).join(", ");
      throw new UsageError(`these files give ${chosen.length} documents: ${list}`, "print one with `--name`, or write all with `-o DIR`");
    }
    out(chosen[0]!.text);
  },
};

/** A document in canonical form is one that this tool could have written. */
function isCanonical(text: string, catalog: ReturnType<typeof nodeCatalog>): boolean {
  const source = { uri: "existing", text };
  return [false, true].some((minify) => canonicalize(source, catalog, { minify }).text === text);
}

function isSourceMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "generator" in value && value.generator === "chimepolicy";
  } catch {
    return false;
  }
}
