import type { CommandModule } from "yargs";
import { lockName, writeLock } from "../../../build/lock.ts";
import { noState } from "../../../build/state.ts";
import { hasErrors } from "../../../diagnostics/diagnostic.ts";
import { count } from "../../../diagnostics/render/words.ts";
import { nodeCatalog } from "../../node-catalog.ts";
import { stampsIn } from "../../build/stamps.ts";
import { replaceLock } from "../build-delivery.ts";
import { err, reportFindings, statusOf } from "../console.ts";
import { shownName } from "../inputs.ts";
import { readParameters, type ParameterArguments } from "../parameters.ts";
import { openProject, problemOf, sourcesIn, type ProjectArguments } from "../project.ts";
import { parameterOptions, showProgress, withFormat } from "./options.ts";

export const lockCommand: CommandModule<{ color: boolean | undefined }, ProjectArguments & ParameterArguments> = {
  command: "lock",
  describe: "accept what the wildcards of a project grant today",
  builder: (yargs) =>
    withFormat(
      yargs
        .usage(
          `$0 lock [--env E] [--param k=v]…\n\nWrites ${lockName}: what every wildcard, level filter and \`except\` of the project stands for. \`build --locked\` fails when that changes.`,
        )
        .option("env", { type: "string", requiresArg: true, describe: "the environment of the configuration to look at" })
        .option("param", parameterOptions.param)
        .option("param-file", parameterOptions["param-file"]),
    ),
  handler: async (argv) => {
    const given = readParameters(argv);
    const open = await openProject(argv);
    const { project } = open;
    const sources = await sourcesIn(open);
    const { outputFolder } = await import("../../build/build.ts");
    const { compileProject } = await import("../../build/compile.ts");
    const { lockOf, standingLock } = await import("../../build/lock.ts");
    const catalog = nodeCatalog();
    const outputs = { folder: outputFolder(open), keep: "nothing" } as const;
    const compiled = await showProgress("compiling", sources, () =>
      compileProject(open, sources, catalog, {
        given,
        outputs,
        state: noState,
        stamps: stampsIn(project.root, outputs.folder),
        worker: undefined,
      }),
    );
    if (!("units" in compiled)) throw problemOf(compiled, open);
    const { diagnostics, units } = compiled;
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    await reportFindings(errors, {
      format: argv.format,
      color: argv.color,
      fileOf: (uri) => shownName(uri, project.host),
      files: sources.map((uri) => ({ uri, text: "" })),
    });
    process.exitCode = statusOf(errors);
    if (hasErrors(errors)) return;
    const shown = shownName(lockName, project.host);
    const lock = lockOf(units, catalog);
    const text = writeLock(lock);
    const isThere = standingLock(project.root) === text;
    if (!isThere) await replaceLock(text, project.host);
    err(`${count(Object.keys(lock.grants).length, "wildcard")} in ${shown}: ${isThere ? "nothing to do" : "written"}\n`);
  },
};
