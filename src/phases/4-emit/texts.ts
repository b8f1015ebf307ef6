import type { Catalog } from "../../catalog/catalog.ts";
import { quote } from "../../iam/print.ts";

/** What is known of the texts of a program: nearly all of them stand in many statements. */
export interface Texts {
  /** A text in double quotes. */
  readonly quote: (text: string) => string;
  /** Where it holds a character that IAM does not take, or -1. */
  readonly invalidCharacter: (text: string) => number;
}

/** As a catalog lives as long as the programs that are compiled with it. */
const known = new WeakMap<Catalog, Texts>();

/** The texts of all that is compiled with one catalog. */
export function textsOf(catalog: Catalog): Texts {
  const texts = known.get(catalog) ?? { quote: remember(quote), invalidCharacter: remember(invalidCharacter) };
  known.set(catalog, texts);
  return texts;
}

/** Enough for every name of a program; an editor that runs for days begins anew now and then. */
const enough = 20_000;

/** A function that gives its answers a second time without working them out. */
export function remember<T>(work: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const answer = answers.get(text);
    if (answer !== undefined) return answer;
    if (answers.size >= enough) answers.clear();
    const made = work(text);
    answers.set(text, made);
    return made;
  };
}

/**
 * Where a text holds a character that IAM does not take, or -1. IAM takes U+0009, U+000A, U+000D and U+0020 to U+00FF.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export function invalidCharacter(text: string): number {
  return text.search(/[^\t\n\r\u0020-\u00FF]/);
}
