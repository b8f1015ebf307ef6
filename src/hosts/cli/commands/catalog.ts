import type { CommandModule } from "yargs";
import type { Catalog } from "../../../catalog/catalog.ts";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { nodeCatalog, nodeCatalogSource } from "../../node-catalog.ts";
import { err, out, useColor, UsageError, widthOf } from "../console.ts";
import { shownName } from "../inputs.ts";
import { projectAround, readAnySources } from "../project.ts";
import { withDataFormat } from "./options.ts";

interface CatalogArguments {
  readonly format: "pretty" | "json";
  readonly color: boolean | undefined;
}

type Shared = { color: boolean | undefined };

export const catalogCommand: CommandModule<Shared, Shared & { format: "pretty" | "json" }> = {
  command: "catalog",
  describe: "look into the action catalog",
  builder: (yargs) =>
    withDataFormat(
      yargs
        .usage(
          "$0 catalog [search TEXT | show SERVICE[:NAME] | diff OLD [NEW]]\n\nLooks into the action catalog; without anything more, says what it holds.",
        )
        .command(showCommand)
        .command(searchCommand)
        .command(diffCommand),
    ),
  handler: async ({ format }) => {
    const { overview } = await import("../catalog-pages.ts");
    const { data, text } = overview(nodeCatalog());
    out(format === "json" ? json(data) : text({ width: widthOf("stdout"), color: false }));
  },
};

const showCommand: CommandModule<Shared, CatalogArguments & { name: string }> = {
  command: "show <name>",
  describe: "a service, or one of its actions, resource types or condition keys",
  builder: (yargs) =>
    withDataFormat(
      yargs
        .usage("$0 catalog show SERVICE[:NAME] [--format F]\n\nA service, or one of its actions, resource types or condition keys.")
        .positional("name", { type: "string", demandOption: true, describe: "such as chime, chime:CreateMeeting or chime:meeting" })
        .example("$0 catalog show chime", "all of Amazon Chime")
        .example("$0 catalog show chime:GetMeeting", "one action"),
    ),
  handler: async ({ name, format, color }) => {
    const { show } = await import("../catalog-pages.ts");
    const { data, text } = show(name, nodeCatalog(), nodeCatalogSource());
    out(format === "json" ? json(data) : text({ width: widthOf("stdout"), color: useColor(color, "stdout") }));
  },
};

const searchCommand: CommandModule<Shared, CatalogArguments & { text: readonly string[] }> = {
  command: "search <text..>",
  describe: "actions whose name or description holds all of some words",
  builder: (yargs) =>
    withDataFormat(
      yargs
        .usage("$0 catalog search TEXT [--format F]\n\nActions whose name or description holds all of some words.")
        .positional("text", { type: "string", array: true, demandOption: true, describe: "words to look for, in any letter case" })
        .example('$0 catalog search "voice connector"', "what one may do with voice connectors"),
    ),
  handler: async ({ text: words, format, color }) => {
    const { search } = await import("../catalog-pages.ts");
    const { startProgress } = await import("../progress.ts");
    const wanted = words.join(" ");
    const stop = startProgress("searching");
    const { data, text } = search(wanted, nodeCatalog(), nodeCatalogSource());
    stop();
    if (format === "json") return out(json(data));
    if (data.length === 0) return err(`no action matches \`${wanted}\`\n`);
    out(text({ width: widthOf("stdout"), color: useColor(color, "stdout") }));
  },
};

const diffCommand: CommandModule<Shared, CatalogArguments & { old: string; new: string; service: string | undefined }> = {
  command: "diff <old> [new]",
  describe: "how two editions of the catalog differ, and which documents of the project that touches",
  builder: (yargs) =>
    withDataFormat(
      yargs
        .usage(
          [
            "$0 catalog diff OLD [NEW] [--service S] [--format F]",
            "How two editions of the catalog differ. In a project, also which of its documents that touches: by wildcards, level filters and `except` that stand for other actions, and by names that are gone.",
            "An edition is `installed`, or a folder that has one: an installed or unpacked chimepolicy, or its `stdlib/catalog`.",
          ].join("\n\n"),
        )
        .positional("old", { type: "string", demandOption: true, describe: "the edition to compare with" })
        .positional("new", { type: "string", default: "installed", describe: "the edition that is compared" })
        .option("service", { type: "string", requiresArg: true, describe: "only this service, such as chime" })
        .example("$0 catalog diff installed ../next/node_modules/chimepolicy", "what an upgrade would bring")
        .example("$0 catalog diff package --service chime", "since a version that `npm pack` fetched and `tar` unpacked"),
    ),
  handler: async ({ old, new: next, service, format, color }) => {
    const { openEdition, withEditions } = await import("../catalog-editions.ts");
    const { showDifference } = await import("../catalog-difference.ts");
    const { compareCatalogs } = await import("../../../catalog/compare.ts");
    const { startProgress } = await import("../progress.ts");
    const [before, after] = [openEdition(old), openEdition(next)];
    const open = projectAround();
    const sources = open.config === undefined ? undefined : await readAnySources({ ...open, config: open.config });
    const { touchedByCatalog } = await import("../../../touched-by-catalog.ts");
    const { host } = open.project;
    const stop = startProgress("comparing");
    try {
      const { data, text } = withEditions(before, after, () => {
        if (service !== undefined) refuseService(service, [before.catalog, after.catalog]);
        const difference = compareCatalogs(before.catalog, after.catalog, service);
        const catalogs = { before: before.catalog, after: after.catalog };
        const touched = sources && touchedByCatalog(sources, { host, ...open.settings.options }, catalogs, difference);
        return showDifference(difference, { before: before.shown, after: after.shown }, touched, (uri) => shownName(uri, host));
      });
      stop();
      out(format === "json" ? json(data) : text({ width: widthOf("stdout"), color: useColor(color, "stdout") }));
    } finally {
      stop();
    }
  },
};

function refuseService(name: string, catalogs: readonly Catalog[]): void {
  if (catalogs.some((catalog) => catalog.serviceName(name) !== undefined)) return;
  const known = new Set(catalogs.flatMap(({ services }) => services));
  throw new UsageError(`neither catalog has a service \`${name}\``, didYouMean(suggest(name, known)));
}

function json(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
