import type { CommandModule } from "yargs";
import type { Catalog } from "../../../catalog/catalog.ts";
import { hasErrors } from "../../../diagnostics/diagnostic.ts";
import type { AskResult } from "../../../ask.ts";
import type { Request } from "../../../tools/evaluate/request.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { standardInputWord } from "../arguments.ts";
import { out, reportFindings, useColor, UsageError, widthOf } from "../console.ts";
import { readInputs, type Inputs } from "../inputs.ts";
import { readPairs } from "../parameters.ts";
import { readSourceOptions, withDataFormat, withSources, withProgress, type SourceOptions } from "./options.ts";

interface CanArguments extends SourceOptions {
  readonly file: string;
  readonly role: string;
  readonly action: string | undefined;
  readonly on: string | undefined;
  readonly with: readonly string[] | undefined;
  readonly force: boolean | undefined;
  readonly format: "pretty" | "json";
  readonly color: boolean | undefined;
}

export const canCommand: CommandModule<{ color: boolean | undefined }, CanArguments> = {
  command: "can <file> <role> [action]",
  describe: "ask whether a policy or role allows something, and why",
  builder: (yargs) =>
    withDataFormat(
      withSources(
        yargs
          .usage(
            [
              "$0 can FILE ROLE ACTION [--on ARN] [--with k=v]… [--param k=v]… [--format F]\n$0 can POLICY.json ACTION [--on ARN] [--with k=v]… [--format F]",
              "One question, answered with the statement that decides it. Status 0 where it is allowed, and 1 where it is not.",
            ].join("\n\n"),
          )
          .positional("file", { type: "string", demandOption: true, describe: "a source or an IAM JSON policy, `-` for standard input" })
          .positional("role", {
            type: "string",
            demandOption: true,
            describe: "of a source: a policy or role, with arguments where it takes some",
          })
          .positional("action", { type: "string", describe: "such as chime:GetMeeting" })
          .option("on", { type: "string", requiresArg: true, describe: "the ARN of the resource, where the action takes one" })
          .option("with", {
            type: "string",
            array: true,
            nargs: 1,
            describe: "what a condition key holds, as key=value; may be repeated, for one key as well",
          })
          .option("force", { type: "boolean", describe: "ask even what the catalog does not know" })
          .example("$0 can help-desk.chimepolicy HelpDesk chime:ListUsers --on ARN --with aws:SecureTransport=true", ""),
      ),
    ),
  handler: async (argv) => {
    const { subject, action } = readQuestion(argv);
    const option = argv.param !== undefined ? "--param" : "--param-file";
    if (subject === undefined && (argv.param ?? argv["param-file"]) !== undefined)
      throw new UsageError(`\`${option}\` is for sources, and IAM JSON has no parameters`);
    const given = readSourceOptions(argv);
    const request = { action, resource: argv.on ?? "*", context: readContext(argv.with ?? []) };
    const inputs = await readInputs([argv.file]);
    const [source, ...others] = inputs.files;
    if (source === undefined || others.length > 0)
      throw new UsageError(`\`can\` takes one file, and \`${argv.file}\` is ${inputs.files.length}`);
    const { askDocument, askPolicy, subjectUri } = await import("../../../ask.ts");
    const catalog = nodeCatalog();
    const result = await withProgress("reading", inputs.files, () =>
      subject === undefined
        ? askDocument(source, request, { catalog })
        : askPolicy(inputs.files, subject, request, { host: inputs.host, catalog, ...given }),
    );
    await refuseProblem(result, request, catalog, argv.force === true);
    // Where the sources have errors of their own, they may be why nobody of that name is found.
    const diagnostics = result.diagnostics.filter(({ location }) => location.source.uri !== subjectUri);
    const wrong = result.diagnostics.find(({ location }) => location.source.uri === subjectUri);
    if (wrong !== undefined && result.answer === undefined && !hasErrors(diagnostics)) throw new UsageError(wrong.message, wrong.help);
    await report({ ...result, diagnostics }, { subject: subject ?? `the holder of ${inputs.fileOf(source.uri)}`, request }, inputs, argv);
    process.exitCode = result.answer?.outcome === "Allow" ? 0 : 1;
  },
};

/** A file that is asked about without a policy or role is JSON. */
function readQuestion({ file, role, action }: CanArguments): { readonly subject: string | undefined; readonly action: string } {
  if (file === "") throw new UsageError("the name of a file is empty");
  const isJson = /\.json$/i.test(file);
  if (action === undefined) {
    if (isJson || file === standardInputWord) return { subject: undefined, action: role };
    throw new UsageError(
      "say which action to ask about",
      `\`chimepolicy can ${file} ${role.includes(":") ? `ROLE ${role}` : `${role} ACTION`}\``,
    );
  }
  if (isJson) throw new UsageError("IAM JSON has no roles to choose from", `\`chimepolicy can ${file} ${action}\` asks the whole policy`);
  return { subject: role, action };
}

/** A key that is given several times holds several values. */
function readContext(pairs: readonly string[]): Readonly<Record<string, string | readonly string[]>> {
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of readPairs("--with", "key=value", pairs)) context.set(key, [...(context.get(key) ?? []), value]);
  return Object.fromEntries([...context].map(([key, values]) => [key, values.length === 1 ? values[0]! : values]));
}

async function refuseProblem({ problems }: AskResult, request: Request, catalog: Catalog, force: boolean): Promise<void> {
  const [problem] = problems;
  if (problem === undefined || force) return;
  const { refuseRequest } = await import("../request-problems.ts");
  throw refuseRequest(problem, request, catalog);
}

async function report(
  { answer, diagnostics }: AskResult,
  question: { readonly subject: string; readonly request: Request },
  { fileOf }: Inputs,
  { format, color }: CanArguments,
): Promise<void> {
  if (answer === undefined) return reportFindings(diagnostics, { format, color, fileOf });
  const { answerToJson, renderAnswer } = await import("../answer.ts");
  const answered = { ...question, answer };
  if (format === "json") return out(`${JSON.stringify(answerToJson(answered, fileOf), null, 2)}\n`);
  out(renderAnswer(answered, { color: useColor(color, "stdout"), width: widthOf("stdout"), fileOf }));
}
