import type { CommandModule } from "yargs";
import { configName } from "../../../config/config.ts";
import type { BuildArguments } from "../build-run.ts";
import type { Surroundings } from "../surroundings.ts";
import { parameterOptions, withFormat } from "./options.ts";

/** The command that builds a project, on a machine of which the launcher knows this. */
export const buildCommand = (surroundings: Surroundings): CommandModule<{ color: boolean | undefined }, BuildArguments> => ({
  command: "build",
  describe: "compile a project as its configuration says",
  builder: (yargs) =>
    withFormat(
      yargs
        .usage(
          [
            "$0 build [--env E] [--watch] [--check] [--locked] [--list] [--graph json|make] [--param k=v]… [--force]",
            `Compiles the sources that ${configName} names, and writes their documents with a manifest. Outputs that nothing gives any more are removed.`,
          ].join("\n\n"),
        )
        .option("env", { type: "string", requiresArg: true, describe: "the environment of the configuration to build for" })
        .option("watch", { type: "boolean", conflicts: ["check", "list", "graph"], describe: "build again whenever a source changes" })
        .option("check", {
          type: "boolean",
          conflicts: ["list", "graph"],
          describe: "write nothing; exit with 1 and a diff when something would change",
        })
        .option("locked", { type: "boolean", describe: "exit with 1 when a wildcard grants something else than the lock has" })
        .option("list", { type: "boolean", conflicts: "graph", describe: "show what would be built" })
        .option("graph", { choices: ["json", "make"] as const, requiresArg: true, describe: "print what depends on what" })
        .options(parameterOptions)
        .option("force", { type: "boolean", describe: "overwrite files that chimepolicy did not write" })
        .example("$0 build", "what a package script runs")
        .example("$0 build --watch", "while you edit")
        .example("$0 build --check --locked", "what continuous integration runs"),
    ),
  handler: async (argv) => {
    const { createBuilds } = await import("../build-run.ts");
    const builds = createBuilds(argv, surroundings);
    if (argv.watch === true) return (await import("../watch.ts")).watchBuild(builds, argv);
    await builds.next();
    builds.keep();
  },
});
