import type { AstPath, Printer } from "prettier";
import { attach } from "./comments.ts";
import { boxesIn, boxKeys, type Box, type Comment } from "./layout/boxes.ts";
import type { Root } from "./parser.ts";
import { printBox, printComment } from "./print.ts";

/** The printer of the plugin: layout to prettier's document. */
export const printer: Printer<Box> = {
  print: printBox,
  getVisitorKeys: ({ kind }) => [...boxKeys[kind]],
  getCommentChildNodes: (box) => [...boxesIn(box)],
  canAttachComment: () => true,
  printComment,
  handleComments: { ownLine: place, endOfLine: place, remaining: place },
  hasPrettierIgnore: ({ node }: AstPath<Box>) => node.kind === "Unit" && node.comments?.some(isIgnore) === true,
  insertPragma: (text) => `// @format\n\n${text}`,
  massageAstNode: (_, cloned: Record<string, unknown>) => {
    for (const key of ["start", "end", "owners", "comments", "isCommented", "heads"]) delete cloned[key];
  },
};

/** Attaches a comment, as prettier's own functions do, and says that it has been done. */
function place(comment: Comment, text: string, _: unknown, root: Box): boolean {
  const { owners } = root as Root;
  const { box, as, plain } = attach(comment, text, root as Root);
  Object.assign(comment, { leading: as === "leading", trailing: as === "trailing", printed: false, plain });
  (box.comments ??= []).push(comment);
  for (let owner = owners.get(box); owner !== undefined && owner.isCommented !== true; owner = owners.get(owner)) owner.isCommented = true;
  return true;
}

function isIgnore({ leading, text }: Comment): boolean {
  return leading === true && /^\/\/\s*prettier-ignore$/.test(text);
}
