import type { CommandModule } from "yargs";
import { codes, findCodes, namesLike } from "../../../diagnostics/codes/index.ts";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { out, useColor, UsageError, widthOf } from "../console.ts";
import { renderMarkdown } from "../markdown.ts";

interface ExplainArguments {
  readonly code: string | undefined;
  readonly color: boolean | undefined;
}

export const explainCommand: CommandModule<{ color: boolean | undefined }, ExplainArguments> = {
  command: "explain [code]",
  describe: "the page of one finding, by its code, its name or that of Access Analyzer",
  builder: (yargs) =>
    yargs
      .usage(
        "$0 explain [CODE]\n\nThe page of one finding, by its code, its name or the name that IAM Access Analyzer gives it;\nwithout a code, a list of all.",
      )
      .positional("code", { type: "string", describe: "such as CP2001, unknown-action or INVALID_ACTION" }),
  handler: async (argv) => {
    const color = useColor(argv.color, "stdout");
    if (argv.code === undefined) {
      out(
        Object.entries(codes)
          .map(([slug, { code, severity }]) => `${code}  ${slug.padEnd(30)}  ${severity}\n`)
          .join(""),
      );
      return;
    }
    const found = findCodes(/^\d+$/.test(argv.code) ? `CP${argv.code}` : argv.code);
    if (found.length === 0)
      throw new UsageError(
        `there is no finding \`${argv.code}\``,
        didYouMean(suggest(argv.code, namesLike(argv.code))) ?? "`chimepolicy explain` lists them all",
      );
    const { pages } = await import("../../../diagnostics/pages.generated.ts");
    const shown = found.map((slug) => pages[slug] ?? `# ${codes[slug].code} ${slug}\n\nThere is no page about this finding yet.`);
    const width = widthOf("stdout");
    out(shown.map((page) => renderMarkdown(page, { color, width })).join(`\n${"─".repeat(Math.min(width ?? 80, 80))}\n\n`));
  },
};
