import type { Options, Parser, Printer, SupportLanguage } from "prettier";
import { parser } from "./parser.ts";
import { printer } from "./printer.ts";

/** What prettier and editors know the language by. */
export const languages: SupportLanguage[] = [
  {
    name: "chimepolicy",
    parsers: ["chimepolicy"],
    extensions: [".chimepolicy"],
    aliases: ["chimepolicy"],
    tmScope: "source.chimepolicy",
    vscodeLanguageIds: ["chimepolicy"],
  },
];

/** The parser by its name. */
export const parsers: { readonly chimepolicy: Parser } = { chimepolicy: parser };

/** The printer by the name of what it prints. */
export const printers: { readonly chimepolicy: Printer } = { chimepolicy: printer };

/** Where neither the project nor its `.editorconfig` says otherwise, lines are as long as the standard library's. */
export const defaultOptions: Options = { printWidth: 100, tabWidth: 2 };
