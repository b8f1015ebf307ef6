import pc from "picocolors";
import { wrap } from "../../diagnostics/render/words.ts";

/** A page of Markdown for a terminal: headings stand out, fenced code is set off, paragraphs are broken to the width. */
export function renderMarkdown(page: string, { color, width = 100 }: { color: boolean; width?: number | undefined }): string {
  const paint = pc.createColors(color);
  const room = Math.max(40, Math.min(width, 100));
  const styled = (line: string): string => (color ? line.replaceAll(/`([^`]+)`/g, (_, code: string) => paint.cyan(code)) : line);
  const lines: string[] = [];
  let paragraph = "";
  let inCode = false;
  const flush = (): void => {
    if (paragraph !== "") lines.push(...wrap(paragraph, room).map(styled));
    paragraph = "";
  };
  for (const line of page.trimEnd().split("\n")) {
    const fence = /^```\s*\S*\s*(\S*)$/.exec(line);
    if (fence !== null) {
      flush();
      inCode = !inCode;
      if (inCode && fence[1] !== "") lines.push(`    ${paint.dim(`// ${fence[1]}`)}`);
    } else if (inCode) lines.push(`    ${paint.cyan(line)}`.trimEnd());
    else if (line.startsWith("#")) lines.push(paint.bold(line.replace(/^#+\s*/, "")));
    else if (line === "" || startsAnew(line)) {
      flush();
      if (line === "") lines.push("");
      else if (!line.startsWith("<!--")) paragraph = plainLinks(line);
    } else paragraph = paragraph === "" ? plainLinks(line) : `${paragraph} ${plainLinks(line)}`;
  }
  flush();
  return `${lines.join("\n").replaceAll(/\n{3,}/g, "\n\n")}\n`;
}

/** Lines that are no continuation of the one before: list items, comments, and the facts at the end of a page. */
function startsAnew(line: string): boolean {
  return /^(<!--|[-*] |\d+\. |Source: |Suppressible: |Access Analyzer calls )/.test(line);
}

function plainLinks(line: string): string {
  return line.replaceAll(/\[([^\]]+)\]\((\S+?)\)/g, "$1, $2");
}
