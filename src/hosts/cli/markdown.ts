import pc from "picocolors";

/** A page of Markdown for a terminal: headings stand out, fenced code is set off, the rest is as written. */
export function renderMarkdown(page: string, color: boolean): string {
  const paint = pc.createColors(color);
  let inCode = false;
  const lines: string[] = [];
  for (const line of page.trimEnd().split("\n")) {
    if (line.startsWith("```")) {
      inCode = !inCode;
      continue;
    }
    if (inCode) lines.push(`    ${paint.cyan(line)}`.trimEnd());
    else if (line.startsWith("#")) lines.push(paint.bold(line.replace(/^#+\s*/, "")));
    else lines.push(line.replaceAll(/`([^`]+)`/g, (_, code: string) => (color ? paint.cyan(code) : `\`${code}\``)));
  }
  return `${lines.join("\n")}\n`;
}
