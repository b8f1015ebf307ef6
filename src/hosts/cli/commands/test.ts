import type { CommandModule } from "yargs";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { err, reportFindings, statusOf, UsageError, type ReportOptions } from "../console.ts";
import { readInputs } from "../inputs.ts";
import { namedOrSources } from "../project.ts";
import { measureOptions, measureTests, readMeasure, shortfallOf, type MeasureArguments } from "./measure.ts";
import { optionalFilesOption, readSourceOptions, withFormat, withSources, showProgress, type SourceOptions } from "./options.ts";

interface TestArguments extends SourceOptions, MeasureArguments {
  readonly files: readonly string[];
  readonly filter: string | undefined;
  readonly format: ReportOptions["format"];
  readonly color: boolean | undefined;
}

export const testCommand: CommandModule<{ color: boolean | undefined }, TestArguments> = {
  command: "test [files..]",
  describe: "run the tests in sources",
  builder: (yargs) =>
    withFormat(
      withSources(
        yargs
          .usage(
            "$0 test [FILE…] [--filter TEXT] [--coverage | --mutate] [--param k=v]… [--format F]\n\nRuns the `test` blocks of sources. Status 1 where one fails.",
          )
          .positional("files", optionalFilesOption)
          .option("filter", {
            type: "string",
            requiresArg: true,
            describe: "only tests with this in their names, in any letter case; there must be one",
          })
          .options(measureOptions)
          .example("$0 test", "every test of the project around this folder")
          .example("$0 test roles.chimepolicy --coverage --min 90", "fails where tests touch less of the roles"),
      ),
    ),
  handler: async (argv) => {
    const given = readSourceOptions(argv);
    const { measure, least } = readMeasure(argv);
    if (argv.files.some((name) => /\.json$/i.test(name)))
      throw new UsageError("`test` takes .chimepolicy sources, and IAM JSON has no tests", "`chimepolicy can` asks it a question");
    const inputs = await readInputs(await namedOrSources("test", argv.files, argv.env));
    const names: string[] = [];
    const filter = (name: string): boolean => {
      names.push(name);
      return name.toLowerCase().includes(argv.filter?.toLowerCase() ?? "");
    };
    const options = { host: inputs.host, catalog: nodeCatalog(), ...given, filter };
    const run = await measureTests(measure);
    const { result, measured } = await showProgress(measure === "mutation" ? "changing" : "testing", inputs.files, () =>
      run(inputs.files, options),
    );
    const report = { format: argv.format, color: argv.color, fileOf: inputs.fileOf, files: inputs.files };
    process.exitCode = statusOf(result.diagnostics);
    if (process.exitCode !== 0) return reportFindings(result.diagnostics, report);
    if (argv.filter !== undefined && result.tests.length === 0) throw nothingChosen(argv.filter, names);
    const { reportTests } = await import("../test-report/report.ts");
    const leftOut = names.length - result.tests.length;
    await reportTests(result, { ...report, leftOut, ...(measured === undefined ? {} : { measure: measured }) });
    if (names.length === 0) err("warning: there is no test in these files\n");
    if (result.tests.some(({ status }) => status === "failed")) process.exitCode = 1;
    const shortfall = await shortfallOf({ result, measured }, measure, least);
    if (shortfall === undefined) return;
    err(`error: ${shortfall}\n`);
    process.exitCode = 1;
  },
};

const mostListed = 5;

function nothingChosen(filter: string, names: readonly string[]): UsageError {
  if (names.length === 0) return new UsageError(`no test has \`${filter}\` in its name`, "there is no test in these files");
  const listed = names.slice(0, mostListed).map((name) => `\`${name}\``);
  const more = names.length > mostListed ? ` and ${names.length - mostListed} more` : "";
  return new UsageError(
    `no test has \`${filter}\` in its name`,
    didYouMean(nearTo(filter, names)) ?? `there are ${listed.join(", ")}${more}`,
  );
}

/** Names like the filter, or with a word like it. */
function nearTo(filter: string, names: readonly string[]): readonly string[] {
  const words = new Map(names.flatMap((name) => name.split(/\s+/).map((word) => [word.toLowerCase(), name])));
  return [...new Set([...suggest(filter, names), ...suggest(filter, words.keys()).map((word) => words.get(word)!)])].slice(0, 3);
}
