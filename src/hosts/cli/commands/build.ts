import type { CommandModule } from "yargs";
import packageJson from "../../../../package.json" with { type: "json" };
import { lockName } from "../../../build/lock.ts";
import { manifestName } from "../../../build/manifest.ts";
import { configName } from "../../../config/config.ts";
import { hasErrors } from "../../../diagnostics/diagnostic.ts";
import { count } from "../../../diagnostics/render/words.ts";
import type { BuildFrame } from "../../../build/graph.ts";
import type { Build, BuildRequest } from "../../build/build.ts";
import type { OpenProject } from "../../build/compile.ts";
import type { Project } from "../../build/project.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { reasonOf } from "../../read-file.ts";
import { err, out, reportFindings, statusOf, UsageError } from "../console.ts";
import { shownName } from "../inputs.ts";
import { openProject, readSources, type ProjectArguments } from "../project.ts";
import { readParameters, withFormat, withProgress } from "./options.ts";

interface BuildArguments extends ProjectArguments {
  readonly check: boolean | undefined;
  readonly list: boolean | undefined;
  readonly locked: boolean | undefined;
  readonly force: boolean | undefined;
  readonly graph: "json" | "make" | undefined;
  readonly param: readonly string[] | undefined;
}

export const buildCommand: CommandModule<{ color: boolean | undefined }, BuildArguments> = {
  command: "build",
  describe: "compile a project as its configuration says",
  builder: (yargs) =>
    withFormat(
      yargs
        .usage(
          [
            "$0 build [--env E] [--check] [--locked] [--list] [--graph json|make] [--param k=v]… [--force]",
            `Compiles the sources that ${configName} names, and writes their documents with a manifest. Outputs that nothing gives any more are removed.`,
          ].join("\n\n"),
        )
        .option("env", { type: "string", requiresArg: true, describe: "the environment of the configuration to build for" })
        .option("check", { type: "boolean", describe: "write nothing; exit with 1 and a diff when something would change" })
        .option("locked", { type: "boolean", describe: "exit with 1 when a wildcard grants something else than the lock has" })
        .option("list", { type: "boolean", describe: "show what would be built" })
        .option("graph", { choices: ["json", "make"] as const, requiresArg: true, describe: "print what depends on what" })
        .option("param", { type: "string", array: true, nargs: 1, describe: "value of a build parameter, as name=value; may be repeated" })
        .option("force", { type: "boolean", describe: "overwrite files that chimepolicy did not write" })
        .example("$0 build", "what a package script runs")
        .example("$0 build --check --locked", "what continuous integration runs"),
    ),
  handler: async (argv) => {
    const given = readParameters(argv);
    const open = await openProject(argv);
    const { project, settings } = open;
    const entries = await readSources(open);
    const catalog = nodeCatalog();
    const { prepareBuild } = await import("../../build/build.ts");
    const build = await withProgress("compiling", entries, () =>
      prepareBuild(open, entries, { given, locked: argv.locked === true, force: argv.force === true }, catalog),
    );
    await reportFindings(build.diagnostics, {
      format: argv.format,
      color: argv.color,
      fileOf: (uri) => shownName(uri, project.host),
      files: entries,
    });
    process.exitCode = statusOf(build.diagnostics);
    if (hasErrors(build.diagnostics)) return;
    const { refuseTwins } = await import("../outputs.ts");
    refuseTwins([manifestName, ...build.units.flatMap(({ files }) => files.map(({ name }) => `${name}.json`))]);
    if (argv.graph !== undefined)
      return printGraph(open, build, { given, catalog: catalog.version.version, environment: argv.env, form: argv.graph });
    if (argv.list === true) return out((await import("../build-report.ts")).listing(build.units, settings.outDir));
    refuseForeign(build, settings.outDir);
    if (argv.check === true) return checkOutputs(build, project, settings.outDir);
    await write(build, project);
    err(`${summary(build, settings.outDir)}\n`);
  },
};

interface GraphRequest extends Pick<BuildRequest, "given">, Pick<BuildFrame, "catalog" | "environment"> {
  readonly form: "json" | "make";
}

async function printGraph({ project, settings }: OpenProject, { units }: Build, { given, form, ...request }: GraphRequest): Promise<void> {
  const { writeGraph } = await import("../../../build/graph.ts");
  const { standingLock } = await import("../../build/lock.ts");
  const { outDir, options } = settings;
  const frame: BuildFrame = {
    chimepolicy: packageJson.version,
    ...request,
    parameters: { ...options.projectParameters, ...given },
    inputs: [configName, ...(standingLock(project.root) === undefined ? [] : [lockName])],
    outDir,
  };
  out(writeGraph(units, frame, form));
}

/** What somebody else made is neither overwritten nor removed. */
function refuseForeign({ plan: { foreign } }: Build, outDir: string): void {
  const [first, ...others] = foreign;
  if (first === undefined) return;
  const why = first.why === "changed" ? "was changed since chimepolicy wrote it" : "is there already, and chimepolicy did not write it";
  const more = others.length === 0 ? "" : `, and ${count(others.length, "other file")} too`;
  throw new UsageError(`\`${outDir}/${first.file}\` ${why}${more}`, "move it away, or overwrite it with `--force`");
}

async function checkOutputs(build: Build, project: Project, outDir: string): Promise<void> {
  const { differences } = await import("../build-report.ts");
  const text = differences(build, project.root, outDir);
  if (text === "") return err(`${outDir} is up to date\n`);
  out(text);
  process.exitCode = 1;
  err(`${outDir} is out of date: \`chimepolicy build\` brings it up to date\n`);
}

async function write(build: Build, project: Project): Promise<void> {
  const { carryOut } = await import("../../build/outputs.ts");
  const { sync: writeFileAtomic } = await import("write-file-atomic");
  try {
    carryOut(build.folder, build.plan, build.manifest);
    if (build.lock !== undefined) writeFileAtomic(project.host.pathOf(lockName), build.lock);
  } catch (error) {
    throw new UsageError(`cannot write to \`${shownName(build.folder, project.host)}\`: ${reasonOf(error)}`);
  }
}

function summary({ plan: { write: written, remove, unchanged }, manifest }: Build, outDir: string): string {
  const total = written.length + unchanged;
  const parts = [
    `${written.length} written`,
    ...(remove.length === 0 ? [] : [`${remove.length} removed`]),
    ...(unchanged === 0 ? [] : [`${unchanged} unchanged`]),
  ];
  const nothing = written.length + remove.length === 0 && manifest === undefined;
  return `${count(total, "document")} in ${outDir}: ${nothing ? "nothing to do" : parts.join(", ")}`;
}
