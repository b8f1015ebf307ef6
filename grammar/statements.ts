import type { IToken, TokenType } from "chevrotain";
import type {
  Annotation,
  BlockStatement,
  GrantStatement,
  Identifier,
  IncludeStatement,
  Statement,
  StringLiteral,
  TrustStatement,
} from "../src/ast/source.ts";
import { ExpressionParser } from "./expressions.ts";
import { endOf } from "./problem.ts";
import * as t from "./tokens.ts";
import { clauseStarts, clauseWords, pastedJson, statementWords } from "./words.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type Clauses = Draft<Pick<GrantStatement, "principals" | "resources" | "condition" | "sid">>;

/** What stands before a statement or an expectation that has no annotations. */
export const none: readonly Annotation[] = [];
const referenceStarts: ReadonlySet<TokenType> = new Set([t.Identifier]);
const stringStarts: ReadonlySet<TokenType> = new Set([t.StringToken]);
const aStatement = "a statement such as `allow`";
const clauseOrder = ["to", "on", "when", "as"] as const;
const argumentEnd = { ERR_MSG: "`,` or `)`" };

/** Bodies: statements of policies and roles. */
export abstract class StatementParser extends ExpressionParser {
  // annotation = "@" Name [ "(" [ String { "," String } [ "," ] ] ")" ]
  protected readonly annotation = this.RULE("annotation", (): Annotation => {
    const { startOffset } = this.CONSUME(t.At);
    const name = this.identifier(this.CONSUME(t.Name));
    const args = this.optional(1, t.LParen, () => {
      this.CONSUME(t.LParen);
      const strings = this.unlessClosed(1, t.RParen, () => this.list(1, this.readString, stringStarts, t.RParen));
      this.CONSUME(t.RParen, argumentEnd);
      return strings;
    });
    return { kind: "Annotation", start: startOffset, end: this.endOffset(), name, arguments: args ?? [] };
  });

  private readonly readString = (index: number) => this.subrule(index, this.plainString);

  protected readonly plainString = this.RULE("plainString", (): StringLiteral => this.string(this.CONSUME(t.StringToken)));

  protected annotations(index: number): readonly Annotation[] {
    if (!this.RECORDING_PHASE && this.LA(1).tokenType !== t.At) return none;
    const found: Annotation[] = [];
    const one = (): void => void found.push(this.subrule(index, this.annotation));
    if (this.RECORDING_PHASE) this.many(index, one);
    else while (this.LA(1).tokenType === t.At) one();
    return found;
  }

  // ── bodies ──

  // body = "{" { statement } "}"
  protected readonly body = this.RULE("body", (): Statement[] => {
    const statements: Statement[] = [];
    this.CONSUME(t.LCurly);
    if (this.RECORDING_PHASE) this.MANY(() => this.SUBRULE(this.statement));
    else {
      this.items(
        this.readStatement,
        (statement) => {
          if (statement.kind === "BlockStatement" || !this.isTouched(statement.start, statement.end)) statements.push(statement);
        },
        this.beginStatement,
        (token) => this.startsStatement(token),
      );
    }
    this.CONSUME(t.RCurly);
    return statements;
  });

  /** A statement; the frequent kind without the rule that chooses. */
  private readonly readStatement = (): Statement => {
    const { tokenType } = this.LA(1);
    return tokenType === t.Allow || tokenType === t.Deny ? this.readGrant(none) : this.SUBRULE(this.statement);
  };

  private readonly beginStatement = (): void => {
    const { tokenType } = this.LA(1);
    if (tokenType === t.Allow || tokenType === t.Deny) return;
    if (tokenType === t.Identifier) this.mend(aStatement, statementWords);
    else if (tokenType === t.Expect || tokenType === t.Prove)
      throw this.unexpected(aStatement, { help: `${tokenType.LABEL!} stands in a \`test\`` });
    else if (tokenType === t.LCurly || tokenType === t.StringToken) throw this.unexpected(aStatement, { help: pastedJson });
    // A keyword that was mended, or that follows an error, may open a block although it was not marked as one.
    if (this.LA(1).tokenType === t.On) this.retype(this.LA(1), t.BlockOn);
    if (this.LA(1).tokenType === t.When) this.retype(this.LA(1), t.BlockWhen);
  };

  // statement = { annotation } ( grant | include | trust | block )
  protected readonly statement = this.RULE("statement", (): Statement => {
    const start = this.LA(1).startOffset;
    const annotations = this.annotations(1);
    const statement = this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.grant, { ARGS: [annotations] }) },
        { ALT: () => this.SUBRULE(this.include, { ARGS: [annotations] }) },
        { ALT: () => this.SUBRULE(this.trust, { ARGS: [annotations] }) },
        { ALT: () => this.SUBRULE(this.block, { ARGS: [annotations] }) },
      ],
      ERR_MSG: aStatement,
    });
    return annotations.length === 0 ? statement : { ...statement, start };
  });

  // grant = ( "allow" | "deny" ) actions [ "to" principals ] [ "on" resources ] [ "when" condition ] [ "as" ( Name | String ) ]
  protected readonly grant = this.RULE("grant", (annotations: readonly Annotation[] = none): GrantStatement => this.readGrant(annotations));

  private readGrant(annotations: readonly Annotation[]): GrantStatement {
    const first = this.LA(1);
    if (first.tokenType === t.Allow || first.tokenType === t.Deny) this.SKIP_TOKEN();
    else this.OR([{ ALT: () => this.CONSUME(t.Allow) }, { ALT: () => this.CONSUME(t.Deny) }]);
    const actions = this.attempt(1, this.actions, this.readActions)!;
    const principals = this.optional(1, t.To, this.toClause);
    const resources = this.optional(2, t.On, this.onClause);
    const condition = this.optional(3, t.When, this.whenClause);
    const sid = this.optional(4, t.As, this.asClause);
    const { startOffset: start } = first;
    const effect = first.tokenType === t.Deny ? "Deny" : "Allow";
    const rare = principals !== undefined || sid !== undefined || this.clauseAhead();
    if (rare || resources === undefined) {
      const node: Draft<GrantStatement> = { kind: "GrantStatement", start, end: 0, annotations, effect, actions };
      Object.assign(node, clean("principals", principals), clean("resources", resources), clean("condition", condition), clean("sid", sid));
      if (rare && this.clauseAhead()) this.moreClauses(node, first);
      node.end = this.endOffset();
      return node;
    }
    // The frequent shapes are written at once: a node that grows takes more time and more room.
    const end = this.endOffset();
    if (condition === undefined) return { kind: "GrantStatement", start, end, annotations, effect, actions, resources };
    return { kind: "GrantStatement", start, end, annotations, effect, actions, resources, condition };
  }

  private readonly toClause = () => {
    this.CONSUME(t.To);
    return this.attempt(2, this.principals);
  };

  protected readonly onClause = () => {
    this.CONSUME(t.On);
    return this.attempt(3, this.resources, this.readResources);
  };

  private readonly whenClause = () => {
    this.CONSUME(t.When);
    return this.attempt(4, this.condition, this.readCondition);
  };

  private readonly asClause = () => {
    this.CONSUME(t.As);
    return this.attempt(5, this.sid);
  };

  protected readonly sid = this.RULE("sid", (): Identifier | StringLiteral =>
    this.OR({
      DEF: [{ ALT: () => this.identifier(this.CONSUME(t.Name)) }, { ALT: () => this.string(this.CONSUME(t.StringToken)) }],
      ERR_MSG: "a statement id",
    }),
  );

  // ── clauses that are out of order, repeated or misspelt ──

  private clauseAhead(): boolean {
    const token = this.LA(1);
    if (clauseStarts.has(token.tokenType)) return true;
    return (
      (token.tokenType === t.Identifier || token.tokenType === t.If) &&
      !this.beginsLine(token) &&
      this.meant(token, clauseWords) !== undefined
    );
  }

  /** Reads the clauses that stand where they should not; INVARIANT: the next token begins or nearly begins one. */
  private moreClauses(node: Draft<GrantStatement>, first: IToken): void {
    const seen = new Map<string, number>();
    for (let i = this.indexAt(first.startOffset), depth = 0; this.input[i] !== this.LA(1); i++) {
      const token = this.input[i]!;
      if (token.image.length === 1 && "([{)]}".includes(token.image)) depth += "([{".includes(token.image) ? 1 : -1;
      else if (token.tokenType === t.GroupOpen) depth += 1;
      else if (depth === 0 && clauseStarts.has(token.tokenType)) seen.set(token.tokenType.LABEL!.slice(1, -1), token.startOffset);
    }
    while (this.clauseAhead()) {
      if (!clauseStarts.has(this.LA(1).tokenType)) this.mend("the next clause or statement", clauseWords);
      const token = this.LA(1);
      if (!clauseStarts.has(token.tokenType)) return this.stray(token);
      const word = token.tokenType.LABEL!.slice(1, -1) as (typeof clauseOrder)[number];
      const gapStart = this.endOffset();
      const { faults } = this;
      const clause = this.readClause(token.tokenType);
      if (this.faults !== faults) continue;
      const inPlace = this.judgeOrder(word, token, gapStart, seen);
      if (!seen.has(word)) Object.assign(node, clause);
      seen.set(word, inPlace ? token.startOffset : -1);
    }
  }

  /** An `except` far from the actions it is meant for. */
  private stray(token: IToken): void {
    this.SKIP_TOKEN();
    this.skip(token, (next) => clauseStarts.has(next.tokenType) || this.startsStatement(next));
  }

  private readClause(type: TokenType): Clauses {
    if (type === t.To) return clean("principals", this.toClause());
    if (type === t.On) return clean("resources", this.onClause());
    if (type === t.When) return clean("condition", this.whenClause());
    return clean("sid", this.asClause());
  }

  /** Reports a clause that is out of place; false when it has to be moved, so that nothing else can be moved before it. */
  private judgeOrder(clause: (typeof clauseOrder)[number], token: IToken, gapStart: number, seen: ReadonlyMap<string, number>): boolean {
    const [start, end] = [token.startOffset, endOf(token)];
    if (seen.has(clause)) {
      const help = clause === "when" ? "join the conditions with `and`" : clause === "as" ? undefined : "put a comma between the two";
      this.fault({ slug: "repeated-clause", start, end, clause, help });
      return true;
    }
    const later = clauseOrder.slice(clauseOrder.indexOf(clause) + 1).flatMap((word) => {
      const at = seen.get(word);
      return at === undefined || at < 0 ? [] : [{ before: word, at }];
    });
    const [first] = later.toSorted((a, b) => a.at - b.at);
    if (first === undefined) return true;
    const { before, at } = first;
    const text = this.given.text.slice(start, this.endOffset());
    const changes = [
      { start: at, end: at, text: `${text} ` },
      { start: gapStart, end: this.endOffset(), text: "" },
    ];
    this.note({
      slug: "clause-order",
      start,
      end,
      clause,
      before,
      remedies: [{ title: `move \`${clause}\` before \`${before}\``, changes }],
    });
    return false;
  }

  // ── other statements ──

  private readonly readReference = (index: number) => this.subrule(index, this.reference);

  // include = "include" reference { "," reference }
  protected readonly include = this.RULE("include", (annotations: readonly Annotation[] = none): IncludeStatement => {
    const { startOffset } = this.CONSUME(t.Include);
    const references = this.list(1, this.readReference, referenceStarts);
    this.refuseClauses("`,` or the next statement", "put it in a block: `when C { include P }`");
    return { kind: "IncludeStatement", start: startOffset, end: this.endOffset(), annotations, references };
  });

  // trust = "trust" principals [ "when" condition ]
  protected readonly trust = this.RULE("trust", (annotations: readonly Annotation[] = none): TrustStatement => {
    const { startOffset } = this.CONSUME(t.Trust);
    const principals = this.attempt(1, this.principals)!;
    const condition = this.optional(1, t.When, this.whenClause);
    this.refuseClauses("`when` or the next statement", undefined);
    const node: TrustStatement = { kind: "TrustStatement", start: startOffset, end: this.endOffset(), annotations, principals };
    return condition === undefined ? node : { ...node, condition };
  });

  private refuseClauses(expected: string, help: string | undefined): void {
    if (clauseStarts.has(this.LA(1).tokenType)) throw this.unexpected(expected, { help });
  }

  // block = ( "on" resources [ "when" condition ] | "when" condition ) body
  protected readonly block = this.RULE("block", (annotations: readonly Annotation[] = none): BlockStatement => {
    const first = this.LA(1);
    const header: Draft<Pick<BlockStatement, "resources" | "condition">> = {};
    this.header(first, () => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.BlockOn);
            header.resources = this.SUBRULE(this.resources);
            const condition = this.optional(1, t.When, () => {
              this.CONSUME(t.When);
              return this.SUBRULE1(this.condition);
            });
            if (condition !== undefined) header.condition = condition;
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.BlockWhen);
            header.condition = this.SUBRULE2(this.condition);
          },
        },
      ]);
      this.wantBody();
    });
    const body = this.SUBRULE(this.body);
    return { kind: "BlockStatement", start: first.startOffset, end: this.endOffset(), annotations, ...header, body };
  });

  /**
   * Reads what stands before a body, and says whether that went well; when it did not, the body is read all the same,
   * for the sake of its own findings.
   */
  protected header(first: IToken, read: () => void): boolean {
    if (this.RECORDING_PHASE) {
      read();
      return true;
    }
    const { faults } = this;
    try {
      read();
    } catch (error) {
      this.absorb(error);
      this.skip(first, (token) => token.tokenType === t.LCurly || this.startsStatement(token) || this.startsDeclaration(token));
      if (this.LA(1).tokenType !== t.LCurly) throw error;
    }
    return this.faults === faults;
  }

  /** Makes the lack of a body a failure of what stands before it. */
  protected wantBody(): void {
    if (!this.RECORDING_PHASE && this.LA(1).tokenType !== t.LCurly) throw this.unexpected("`{`");
  }
}

function clean<K extends keyof Clauses>(key: K, value: Clauses[K] | undefined): Clauses {
  return value === undefined ? {} : { [key]: value };
}
