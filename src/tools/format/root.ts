import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { parse } from "../../phases/1-parse/parse.ts";
import { findOwners, type Owners } from "./comments.ts";
import type { Comment, File } from "./layout/boxes.ts";
import { fileBox } from "./layout/units.ts";

/** The layout of a file with its comments, before they are attached. */
export interface Root extends File {
  readonly allComments: readonly Comment[];
  readonly owners: Owners;
}

/** The layout of a text, or what is wrong with it: a text with a syntax error has none. */
export function readRoot(text: string, uri: string): { readonly root: Root } | { readonly findings: readonly Diagnostic[] } {
  const { module, diagnostics } = parse({ uri, text });
  if (diagnostics.length > 0) return { findings: diagnostics };
  const file = fileBox(module);
  const comments = module.comments.map(({ kind, start, end }) => ({ kind, start, end, text: text.slice(start, end).trimEnd() }));
  return { root: { ...file, allComments: comments, owners: comments.length === 0 ? new Map() : findOwners(file) } };
}
