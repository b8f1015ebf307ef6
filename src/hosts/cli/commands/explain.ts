import type { CommandModule } from "yargs";
import { codes, findCode } from "../../../diagnostics/codes/index.ts";
import { pages } from "../../../diagnostics/pages.generated.ts";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { out, useColor, UsageError } from "../console.ts";
import { renderMarkdown } from "../markdown.ts";

interface ExplainArguments {
  readonly code: string | undefined;
  readonly color: boolean | undefined;
}

export const explainCommand: CommandModule<{ color: boolean | undefined }, ExplainArguments> = {
  command: "explain [code]",
  describe: "the page of one finding, by its code or its name",
  builder: (yargs) => yargs.positional("code", { type: "string", describe: "such as CP2001 or unknown-action; without it, a list of all" }),
  handler: (argv) => {
    const color = useColor(argv.color, "stdout");
    if (argv.code === undefined) {
      for (const [slug, { code, severity }] of Object.entries(codes)) out(`${code}  ${slug.padEnd(28)} ${severity}\n`);
      return;
    }
    const found = findCode(argv.code);
    if (found === undefined) {
      const names = Object.entries(codes).flatMap(([slug, { code }]) => [slug, code]);
      throw new UsageError(`there is no finding \`${argv.code}\``, didYouMean(suggest(argv.code, names)) ?? "`chimepolicy explain` lists them all");
    }
    out(renderMarkdown(pages[found.slug], color));
  },
};
