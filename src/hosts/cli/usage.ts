import { visible, wrap } from "../../diagnostics/render/words.ts";
import { useColor, widthOf, type UsageError } from "./console.ts";

/** What is wrong outside of the sources, for a reader. */
export function usageText({ message, help }: UsageError, colorOption: boolean | undefined): string {
  const color = useColor(colorOption, "stderr");
  const columns = widthOf("stderr");
  // Elsewhere than on a terminal, a message is one line, which can be searched.
  const width = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(40, Math.min(columns, 100));
  const label = color ? "\u001B[1m\u001B[31merror\u001B[39m\u001B[22m" : "error";
  const helpLabel = color ? "\u001B[1m\u001B[32mhelp\u001B[39m\u001B[22m" : "help";
  const lines = [`${label}: ${wrap(visible(message), width - 7).join("\n       ")}`];
  if (help !== undefined) lines.push(`  ${helpLabel}: ${wrap(visible(help), width - 8).join("\n        ")}`);
  return `${lines.join("\n")}\n`;
}
