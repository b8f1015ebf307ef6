import {
  EmbeddedActionsParser,
  EOF,
  isRecognitionException,
  type MismatchedTokenException,
  type IToken,
  type ParserMethod,
  type TokenType,
} from "chevrotain";
import type { Span } from "../src/text/source.ts";
import { suggest, didYouMean } from "../src/text/suggest.ts";
import { endOf, TooManyProblems, Unexpected, type Advice, type Problem } from "./problem.ts";
import { lazyLookahead } from "./lookahead.ts";
import * as t from "./tokens.ts";
import {
  clauseStarts,
  clauseWords,
  closers,
  declarationStarts,
  declarationWords,
  foreignWords,
  openers,
  statementStarts,
  statementWords,
} from "./words.ts";

/** What the parser is given to read. */
export interface ParserInput {
  readonly text: string;
  readonly tokens: IToken[];
  /** Spans of which something has been said already: problems inside them are follow-ups. */
  readonly muted: readonly Span[];
  /** The lines of the doc comment that ends before an offset. */
  readonly docBefore: (offset: number) => readonly string[] | undefined;
  /** The part of a name from an index to its end, as a string that several names may share. */
  readonly names: (image: string, from: number) => string;
  /** How many problems are worth reporting. */
  readonly limit: number;
}

/** What a parser that reads nothing is given. */
export const nothing: ParserInput = { text: "", tokens: [], muted: [], docBefore: () => undefined, names: (image) => image, limit: 0 };

/**
 * What the grammar is written with: lists that survive a missing comma, and recovery. A rule that fails throws; the
 * nearest of three levels (clause, statement, declaration) catches, notes one problem, steps over tokens to where its
 * level can begin again, and goes on. INVARIANT: the brackets of the tokens are balanced (`1-parse/brackets.ts`), so
 * stepping over tokens never leaves the body it is in.
 */
export abstract class RecoveringParser extends EmbeddedActionsParser {
  protected given: ParserInput = nothing;
  /** What was found so far, in order of discovery. */
  problems: Problem[] = [];
  /** True when something is missing from the tree, or was read as the author did not write it. */
  protected broken = false;
  /** How many problems, reported or not, leave the meaning of what is being read unknown. */
  protected faults = 0;
  private silenced = 0;
  private absorbed: unknown;
  private readonly scratch: unknown[] = [];
  private top = 0;

  constructor(options: { readonly skipValidations: boolean }) {
    super([...t.parserTokens], {
      recoveryEnabled: false,
      maxLookahead: 2,
      lookaheadStrategy: lazyLookahead({ maxLookahead: 2 }),
      nodeLocationTracking: "none",
      errorMessageProvider: {
        buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
        buildNotAllInputParsedMessage: () => "the end of the file",
        buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
        buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
      },
      ...options,
    });
  }

  /** Makes the parser ready for a text. */
  protected take(input: ParserInput): void {
    this.given = input;
    this.problems = [];
    this.broken = false;
    this.faults = 0;
    this.silenced = 0;
    this.scratch.length = 0;
    this.top = 0;
    this.input = input.tokens;
  }

  // ── grammar vocabulary: as chevrotain's, but without closures and lookahead functions at run time ──

  /** `[ … ]` whose first token alone says whether it is there. */
  protected optional<T>(index: number, first: TokenType, definition: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.option(index, definition);
    return this.LA(1).tokenType === first ? definition() : undefined;
  }

  /** `operand { separator operand }`; one operand stays alone. */
  protected chain<T>(index: number, separator: TokenType, read: (index: number) => T): T | T[] {
    const first = read(index);
    if (this.RECORDING_PHASE) {
      this.many(index, () => {
        this.consume(index, separator);
        read(index + 1);
      });
      return first;
    }
    if (this.LA(1).tokenType !== separator) return first;
    const base = this.top;
    this.scratch[this.top++] = first;
    while (this.LA(1).tokenType === separator) {
      this.SKIP_TOKEN();
      this.push(read(index + 1));
    }
    return this.pop(base);
  }

  /**
   * `element { "," element } [ "," ]`, the last comma only before `close`, which is left for the caller. Where an
   * element follows without a comma, that is reported, and the list goes on.
   */
  protected list<T extends object>(index: number, read: (index: number) => T, starts: ReadonlySet<TokenType>, close?: TokenType): T[] {
    const elements = this.listOrOne(index, read, starts, close);
    return Array.isArray(elements) ? elements : [elements];
  }

  /** As `list`, where one element stays alone. */
  protected listOrOne<T extends object>(
    index: number,
    read: (index: number) => T,
    starts: ReadonlySet<TokenType>,
    close?: TokenType,
  ): T | T[] {
    const first = read(index);
    if (this.RECORDING_PHASE) {
      this.many(index, () => {
        this.consume(index, t.Comma);
        read(index + 1);
      });
      if (close !== undefined) this.option(index + 20, () => this.consume(index + 20, t.Comma));
      return first;
    }
    const base = this.top;
    this.scratch[this.top++] = first;
    for (;;) {
      const next = this.LA(1).tokenType;
      if (next === t.Comma) {
        this.SKIP_TOKEN();
        if (close !== undefined && this.LA(1).tokenType === close) break;
      } else if (next === close || !starts.has(next) || !this.lacksComma(close === undefined)) break;
      this.push(read(index + 1));
    }
    if (this.top === base + 1) {
      this.top = base;
      return first;
    }
    return this.pop(base);
  }

  // Lists grow on a stack that all share, and are then copied in their exact size: an array that grows by itself keeps
  // room for sixteen more, which is most of the memory of a tree.

  private push(element: unknown): void {
    this.scratch[this.top++] = element;
  }

  private pop<T>(base: number): T[] {
    const elements = this.scratch.slice(base, this.top) as T[];
    this.top = base;
    return elements;
  }

  private lacksComma(open: boolean): boolean {
    const token = this.LA(1);
    if (open && token.tokenType === t.Identifier) {
      // A word on a new line begins something else; one that is nearly a keyword is that keyword.
      if (this.beginsLine(token) || this.meant(token, clauseWords) !== undefined || this.meant(token, statementWords) !== undefined)
        return false;
    }
    const at = this.endOffset();
    this.note({
      slug: "missing-comma",
      token,
      start: token.startOffset,
      end: endOf(token),
      remedies: [{ title: "add the comma", changes: [{ start: at, end: at, text: "," }] }],
    });
    return true;
  }

  // ── places ──

  /** Where the token that was read last ends. */
  protected endOffset(): number {
    const last = this.LA(0);
    return last.startOffset + last.image.length;
  }

  /** Reads the next token, whose type is known already. */
  protected takeToken(): IToken {
    const token = this.LA(1);
    this.SKIP_TOKEN();
    return token;
  }

  /** Whether nothing but white space or a comment stands before a token on its line. */
  protected beginsLine(token: IToken): boolean {
    const { text } = this.given;
    let at = token.startOffset - 1;
    while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
    return at < 0 || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 13;
  }

  /** The index in the token vector of a token, or of the first one that starts at or behind an offset. */
  protected indexAt(offset: number): number {
    let low = 0;
    let high = this.input.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { tokenType, startOffset } = this.input[middle]!;
      // Behind the last token stand marks of the end, which have no place.
      if (tokenType !== EOF && startOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // ── problems ──

  /** Notes a problem after which the meaning is still certain. */
  protected note(problem: Problem): void {
    this.broken = true;
    if (this.given.muted.some(({ start, end }) => problem.start >= start && problem.start <= end)) {
      this.silenced += 1;
      this.faults += 1;
      if (this.silenced > 50 * this.given.limit) throw new TooManyProblems();
      return;
    }
    if (this.problems.length >= this.given.limit) throw new TooManyProblems();
    this.problems.push(problem);
  }

  /** Notes a problem that leaves the meaning unknown: the statement or declaration will not be in the tree. */
  protected fault(problem: Problem): void {
    this.faults += 1;
    this.note(problem);
  }

  /** For use in strings, where every problem is one that leaves the meaning unknown. */
  protected readonly faultInString = (problem: Problem): void => this.fault(problem);

  /** The exception to throw where the next token does not fit. */
  protected unexpected(expected: string, advice: Advice = {}): Error {
    return new Unexpected(expected, this.LA(1), this.LA(0), advice);
  }

  /** Notes what a rule threw; anything but a recognition exception is thrown on. */
  protected absorb(error: unknown): void {
    if (!(error instanceof Error) || !isRecognitionException(error)) throw error;
    if (error === this.absorbed) return;
    this.absorbed = error;
    const { token, message } = error as MismatchedTokenException;
    this.faultAt(token, message, error instanceof Unexpected ? error.advice : {});
  }

  /** Notes that a token is not what was expected. */
  protected faultAt(token: IToken, expected: string, advice: Advice): void {
    const end = token.tokenType === EOF ? this.given.text.length : endOf(token);
    const start = token.tokenType === EOF ? end : token.startOffset;
    this.fault({ slug: "unexpected-token", expected, token, start, end, ...advice });
  }

  /** Whether something has been reported already about what stands between two offsets. */
  protected isTouched(start: number, end: number): boolean {
    return this.given.muted.some((span) => span.start < end && span.end > start);
  }

  // ── near misses ──

  /** The keyword out of `words` that a token is a misspelling or a foreign word of. */
  protected meant(token: IToken, words: readonly string[]): string | undefined {
    if (token.tokenType !== t.Identifier && token.tokenType !== t.If) return undefined;
    const lower = token.image.toLowerCase();
    const foreign = foreignWords[lower];
    if (words.includes(lower)) return lower;
    if (foreign !== undefined && words.includes(foreign)) return foreign;
    if (!/^[a-z]{3,12}$/.test(token.image)) return undefined;
    return suggest(
      token.image,
      words.filter((word) => word.length > 2),
      1,
    )[0];
  }

  /** Takes the next token for the keyword that was meant, and says so; false when none was. */
  protected mend(expected: string, words: readonly string[]): boolean {
    const token = this.LA(1);
    const word = this.meant(token, words);
    if (word === undefined) return false;
    const change = { start: token.startOffset, end: endOf(token), text: word };
    this.faultAt(token, expected, { help: didYouMean([word]), remedies: [{ title: `write \`${word}\``, changes: [change] }] });
    this.retype(token, t.keywords.get(word)!);
    return true;
  }

  protected retype(token: IToken, type: TokenType): void {
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx!;
  }

  // ── stepping over tokens ──

  /** Reads a rule, by its own code where that is given; when it fails, notes that and steps to the next clause or statement. */
  protected attempt<T>(index: number, rule: ParserMethod<[], T>, read?: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.subrule(index, rule);
    const first = this.LA(1);
    const { top } = this;
    try {
      return read === undefined ? this.subrule(index, rule) : read();
    } catch (error) {
      this.top = top;
      this.absorb(error);
      this.skip(first, (token) => clauseStarts.has(token.tokenType) || this.startsStatement(token));
      return undefined;
    }
  }

  /** Whether a token begins a statement, or is a word at the beginning of a line that was meant to. */
  protected startsStatement(token: IToken): boolean {
    return (
      statementStarts.has(token.tokenType) ||
      (token.tokenType === t.Identifier && this.beginsLine(token) && this.meant(token, statementWords) !== undefined)
    );
  }

  /** Whether a token begins a declaration, or is a word at the beginning of a line that was meant to. */
  protected startsDeclaration(token: IToken): boolean {
    if (token.tokenType === t.At) return this.beginsLine(token);
    if (declarationStarts.has(token.tokenType)) return this.beginsLine(token) || this.LA(0).tokenType === t.RCurly;
    return token.tokenType === t.Identifier && this.beginsLine(token) && this.meant(token, declarationWords) !== undefined;
  }

  /**
   * Steps over tokens until `stop` holds outside the brackets that were opened since `first`, or until the end of the
   * body around it.
   */
  protected skip(first: IToken, stop: (token: IToken) => boolean): void {
    let depth = 0;
    if (this.LA(1) !== first && first.tokenType !== EOF) {
      for (let i = this.indexAt(first.startOffset); i < this.input.length && this.input[i] !== this.LA(1); i++)
        depth += turn(this.input[i]!);
    }
    for (;;) {
      const token = this.LA(1);
      if (token.tokenType === EOF) return;
      if (depth <= 0 && (token.tokenType === t.RCurly || stop(token))) return;
      depth = Math.max(0, depth + turn(token));
      this.SKIP_TOKEN();
    }
  }

  /**
   * `{ item }` up to a closing brace or the end of the file. An item that fails is noted and left out; `restart` says
   * at which tokens the next one can begin, and `begin` may mend a token that begins none. What is around the items
   * stays whole: their faults are theirs.
   */
  protected items<T>(read: () => T, add: (item: T) => void, begin: () => void, restart: (token: IToken) => boolean): void {
    const { faults, top } = this;
    for (;;) {
      const first = this.LA(1);
      this.faults = faults;
      if (first.tokenType === t.RCurly || first.tokenType === EOF) return;
      try {
        begin();
        const item = read();
        if (this.faults === faults) add(item);
      } catch (error) {
        this.top = top;
        this.absorb(error);
        if (this.LA(1) === first) this.stepOver();
        this.skip(first, restart);
      }
    }
  }

  /** Steps over one token, or over all that stands in the brackets it opens. */
  private stepOver(): void {
    let depth = 0;
    do {
      depth += turn(this.LA(1));
      this.SKIP_TOKEN();
    } while (depth > 0 && this.LA(1).tokenType !== EOF);
  }
}

function turn(token: IToken): number {
  return openers.has(token.tokenType) ? 1 : closers.has(token.tokenType) ? -1 : 0;
}
