import type { CommandModule } from "yargs";
import { nodeCatalog, nodeCatalogSource } from "../../node-catalog.ts";
import { err, out, useColor, UsageError, widthOf } from "../console.ts";
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
          "$0 catalog [search TEXT | show SERVICE[:NAME]]\n\nLooks into the action catalog; without anything more, says what it holds.",
        )
        .command(showCommand)
        .command(searchCommand)
        .command({
          command: "diff [arguments..]",
          describe: false,
          builder: (diff) => diff.strict(false),
          handler: () => {
            throw new UsageError("`chimepolicy catalog diff` is not available yet");
          },
        }),
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

function json(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
