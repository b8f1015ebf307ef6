import type { CommandModule } from "yargs";
import { codes, findCode } from "../../../diagnostics/codes/index.ts";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { out, useColor, UsageError, widthOf } from "../console.ts";
import { renderMarkdown } from "../markdown.ts";

interface ExplainArguments {
  readonly code: string | undefined;
  readonly color: boolean | undefined;
}

export const explainCommand: CommandModule<{ color: boolean | undefined }, ExplainArguments> = {
  command: "explain [code]",
  describe: "the page of one finding, by its code or its name",
  builder: (yargs) =>
    yargs
      .usage("$0 explain [CODE]\n\nThe page of one finding; without a code, a list of all.")
      .positional("code", { type: "string", describe: "such as CP2001 or unknown-action" }),
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
    const found = findCode(/^\d+$/.test(argv.code) ? `CP${argv.code}` : argv.code);
    if (found === undefined) {
      const names = Object.entries(codes).flatMap(([slug, { code }]) => [slug, code]);
      throw new UsageError(
        `there is no finding \`${argv.code}\``,
        didYouMean(suggest(argv.code, names)) ?? "`chimepolicy explain` lists them all",
      );
    }
    const { slug, definition } = found;
    const { pages } = await import("../../../diagnostics/pages.generated.ts");
    out(
      renderMarkdown(pages[slug] ?? `# ${definition.code} ${slug}\n\nThere is no page about this finding yet.`, {
        color,
        width: widthOf("stdout"),
      }),
    );
  },
};
