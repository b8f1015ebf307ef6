import type { Catalog } from "../../catalog/catalog.ts";
import { quote } from "../../iam/print.ts";

/** What is known of the texts of a program: nearly all of them stand in many statements. */
export interface Texts {
  readonly of: (text: string) => Text;
  /** A text in double quotes; it throws where IAM would refuse a character, which is a mistake of the compiler. */
  readonly quote: (text: string) => string;
}

/** A text, looked at once. */
export interface Text {
  /** In double quotes. */
  readonly quoted: string;
  /** Where it holds a character that IAM does not take, or -1. */
  readonly invalidAt: number;
  /** Whether IAM takes it as an action. */
  readonly isAction: boolean;
}

/** As a catalog lives as long as the programs that are compiled with it. */
const known = new WeakMap<Catalog, Texts>();

/** The texts of all that is compiled with one catalog. */
export function textsOf(catalog: Catalog): Texts {
  let texts = known.get(catalog);
  if (texts === undefined) known.set(catalog, (texts = createTexts()));
  return texts;
}

function createTexts(): Texts {
  const of = remember((text): Text => ({ quoted: quote(text), invalidAt: invalidCharacter(text), isAction: isAction(text) }));
  return {
    of,
    quote(text) {
      const { quoted, invalidAt } = of(text);
      if (invalidAt >= 0) throw new Error("internal: a character that IAM does not take");
      return quoted;
    },
  };
}

/** Enough for every name of a program; an editor that runs for days begins anew now and then. */
const enough = 8_000;

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
function invalidCharacter(text: string): number {
  return text.search(/[^\t\n\r\u0020-\u00FF]/);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function isAction(text: string): boolean {
  return text === "*" || /^[a-z0-9*?-]+:./.test(text);
}
