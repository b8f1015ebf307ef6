import type { CommandModule } from "yargs";
import { canonicalize } from "../../../canonicalize.ts";
import { compile, type CompileResult } from "../../../compile.ts";
import { count } from "../../../diagnostics/render/words.ts";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { err, out, reportFindings, statusOf, UsageError, type ReportOptions } from "../console.ts";
import { readInputs } from "../inputs.ts";
import { mendable } from "../mend.ts";
import { filesOption, readSourceOptions, withFormat, withSources, withProgress, type SourceOptions } from "./options.ts";

interface CompileArguments extends SourceOptions {
  readonly files: readonly string[];
  readonly out: string | undefined;
  readonly name: string | undefined;
  readonly expand: boolean | undefined;
  readonly minify: boolean | undefined;
  readonly "source-map": boolean | undefined;
  readonly force: boolean | undefined;
  readonly format: ReportOptions["format"];
  readonly color: boolean | undefined;
}

export const compileCommand: CommandModule<{ color: boolean | undefined }, CompileArguments> = {
  command: "compile <files..>",
  describe: "compile sources to IAM JSON",
  builder: (yargs) =>
    withFormat(
      withSources(
        yargs
          .usage(
            [
              "$0 compile FILE… [-o DIR] [--name N] [--param k=v]… [--expand] [--minify] [--source-map]",
              "Compiles sources to IAM JSON. Without -o, the document goes to standard output: the only one, or the one that --name names.",
            ].join("\n\n"),
          )
          .positional("files", filesOption)
          .option("out", { alias: "o", type: "string", requiresArg: true, describe: "folder to write the documents to" })
          .option("name", { type: "string", requiresArg: true, describe: "the one document to print or write" })
          .option("expand", { type: "boolean", describe: "write wildcards of actions as names" })
          .option("minify", { type: "boolean", describe: "write no white space" })
          .option("source-map", { type: "boolean", describe: "with -o: write beside each document where its statements come from" })
          .option("force", { type: "boolean", describe: "with -o: overwrite files that chimepolicy did not write" })
          .example("$0 compile help-desk.chimepolicy", "print the document")
          .example("$0 compile 'policies/*.chimepolicy' -o out", "write all documents"),
      ),
    ),
  handler: async (argv) => {
    const given = readSourceOptions(argv);
    refuseContradictions(argv);
    const inputs = await readInputs(argv.files);
    const catalog = nodeCatalog();
    const { files, diagnostics } = await withProgress("compiling", inputs.files, () =>
      compile(inputs.files, { host: inputs.host, catalog, ...given, expand: argv.expand === true, minify: argv.minify === true }),
    );
    const mend = inputs.fromStandardInput ? 0 : mendable(diagnostics, inputs.files).length;
    await reportFindings(diagnostics, {
      format: argv.format,
      color: argv.color,
      fileOf: inputs.fileOf,
      mendable: mend,
      files: inputs.files,
    });
    process.exitCode = statusOf(diagnostics);
    if (process.exitCode !== 0) return;
    const chosen = choose(files, argv.name);
    if (argv.out === undefined) return out(only(chosen).text);

    const { writeOutputs } = await import("../outputs.ts");
    const isDocument = (text: string): boolean => isCanonical(text, catalog);
    const outputs = chosen.flatMap(({ name, text, map }) => [
      { name: `${name}.json`, text, isOurs: isDocument },
      ...(argv["source-map"] === true
        ? [{ name: `${name}.json.map`, text: `${JSON.stringify(map, null, 2)}\n`, isOurs: isSourceMap }]
        : []),
    ]);
    const { written } = writeOutputs(argv.out, outputs, argv.force === true);
    const rest = outputs.length - written;
    err(
      `${count(chosen.length, "document")} in ${argv.out}: ${count(written, "file")} written${rest === 0 ? "" : `, ${rest} unchanged`}\n`,
    );
  },
};

function refuseContradictions(argv: CompileArguments): void {
  if (argv.out === "") throw new UsageError("`--out` names no folder");
  if (argv.out !== undefined) return;
  if (argv["source-map"] === true) throw new UsageError("`--source-map` needs a folder to write to", "add `-o DIR`");
  if (argv.force === true) throw new UsageError("`--force` needs a folder to write to", "add `-o DIR`");
  if (argv.format !== "pretty") {
    throw new UsageError(
      `\`--format ${argv.format}\` and the document would share standard output`,
      `write the document to a folder with \`-o DIR\`, or use \`check --format ${argv.format}\``,
    );
  }
}

type Files = CompileResult["files"];

/** The documents of a name, or all. */
function choose(files: Files, wanted: string | undefined): Files {
  const names = files.map(({ name }) => name);
  if (names.length === 0) throw new UsageError("there is no document in these files", "a policy or role without parameters is one");
  const chosen = wanted === undefined ? files : files.filter(({ name, documentName }) => documentName === wanted || name === wanted);
  if (wanted !== undefined && chosen.length === 0) {
    throw new UsageError(
      `there is no document named \`${wanted}\``,
      didYouMean(suggest(wanted, names)) ?? `there ${names.length === 1 ? "is" : "are"} ${list(names)}`,
    );
  }
  return chosen;
}

function only(files: Files): Files[number] {
  const [first, ...others] = files;
  if (first === undefined || others.length > 0) {
    throw new UsageError(
      `there are ${files.length} documents: ${list(files.map(({ name }) => name))}`,
      "print one with `--name NAME`, or write all with `-o DIR`",
    );
  }
  return first;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `\`${name}\``);
  return names.length > 20 ? `${shown.join(", ")} and ${names.length - 20} more` : shown.join(", ");
}

/** A document in canonical form is one that this tool could have written: by hand, nobody orders and groups one that way. */
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
