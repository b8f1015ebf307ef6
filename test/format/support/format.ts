import { format as formatWith, type Options } from "prettier";
import { parse } from "../../../src/phases/1-parse/parse.ts";
import { format as formatDirectly, type FormatOptions } from "../../../src/tools/format/format.ts";
import * as plugin from "../../../src/tools/format/plugin.ts";

/** A text as prettier formats it with the plugin. */
export function format(text: string, options: Options = {}): Promise<string> {
  return formatWith(text, { parser: "chimepolicy", plugins: [plugin], ...options });
}

/** Whether a text can be formatted at all. */
export function isSound(text: string): boolean {
  return parse({ uri: "a.chimepolicy", text }).diagnostics.length === 0;
}

/** A text as it is formatted without prettier. */
export function formatAlone(text: string, options: FormatOptions = {}): string {
  const { text: formatted, diagnostics } = formatDirectly(text, options);
  if (formatted === undefined) throw new Error(`${diagnostics[0]!.message} in:\n${text}`);
  return formatted;
}

/** A text as prettier formats it in a Markdown page, where the plugin does not know how much room there is, and leaves all to prettier. */
export async function formatInPage(text: string, options: Options = {}): Promise<string> {
  const page = await formatWith(`\`\`\`chimepolicy\n${text}\n\`\`\`\n`, {
    parser: "markdown",
    plugins: [plugin],
    printWidth: 100,
    ...options,
  });
  return page.slice("```chimepolicy\n".length, -"```\n".length);
}
