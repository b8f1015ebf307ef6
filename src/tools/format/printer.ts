import type { AstPath, Doc, ParserOptions, Printer } from "prettier";
import type { Doc as OwnDoc } from "./docs.ts";
import { boxesIn, boxKeys, type Box, type Comment } from "./layout/boxes.ts";
import { place } from "./place.ts";
import { insertPragma } from "./pragma.ts";
import { isIgnored, printBox, printComment } from "./print.ts";
import type { Root } from "./root.ts";
import { printWhole } from "./whole.ts";

/** The printer of the plugin: layout to prettier's document. */
export const printer: Printer<Box> = {
  print,
  getVisitorKeys: ({ kind }) => [...boxKeys[kind]],
  getCommentChildNodes: (box) => [...boxesIn(box)],
  canAttachComment: () => true,
  printComment: ({ node }) => printComment(node as unknown as Comment),
  handleComments: { ownLine: attach, endOfLine: attach, remaining: attach },
  hasPrettierIgnore: ({ node }: AstPath<Box>) => isIgnored(node),
  insertPragma,
  massageAstNode: (_, cloned: Record<string, unknown>) => {
    for (const key of ["start", "end", "owners", "comments", "allComments", "isCommented", "heads"]) delete cloned[key];
  },
};

/**
 * A file as a whole, which takes a fraction of the time; box by box where prettier has to know them: in a text that is part of
 * another, where it alone knows how much room there is, and where it looks for the cursor.
 */
function print({ node, parent }: AstPath<Box>, options: ParserOptions, show: (selector: (string | number)[]) => Doc): Doc {
  const { originalText: text, printWidth, tabWidth, useTabs = false } = options;
  if (node.kind === "File" && options["parentParser"] === undefined && !(Number(options["cursorOffset"]) >= 0))
    return printWhole(node as Root, text, { printWidth, tabWidth, useTabs });
  return printBox(node, parent, { text, show: (_box, _parent, ...selector) => show(selector) as OwnDoc }) as Doc;
}

/** Attaches a comment, as prettier's own functions do, and says that it has been done. */
function attach(comment: Comment, text: string, _: unknown, root: Box): boolean {
  place(comment, text, root as Root);
  return true;
}
