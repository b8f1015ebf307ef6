import type { IToken, TokenType } from "chevrotain";
import type { AccessExpectation, ContextEntry, Expectation, NeverProof, RelationProof } from "../src/ast/source.ts";
import { endOf } from "./problem.ts";
import { none, StatementParser } from "./statements.ts";
import * as t from "./tokens.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };

const keyStarts: ReadonlySet<TokenType> = new Set([t.QualifiedName]);
const anExpectation = "`expect` or `prove`";
const contextEnd = { ERR_MSG: "`,` or `}`" };

/** Tests: what is expected of policies and roles, and what is to be proven. */
export abstract class TestParser extends StatementParser {
  // testBody = "{" { expectation } "}"
  protected readonly testBody = this.RULE("testBody", (): Expectation[] => {
    const expectations: Expectation[] = [];
    this.CONSUME(t.LCurly);
    if (this.RECORDING_PHASE) this.MANY(() => this.SUBRULE(this.expectation));
    else {
      this.items(
        () => this.SUBRULE(this.expectation),
        (expectation) => {
          if (!this.isTouched(expectation.start, expectation.end)) expectations.push(expectation);
        },
        () => void (this.LA(1).tokenType === t.Identifier && this.mend(anExpectation, ["expect", "prove"])),
        (token) => this.startsStatement(token),
      );
    }
    this.CONSUME(t.RCurly);
    return expectations;
  });

  // expectation = { annotation } ( expect | prove )
  protected readonly expectation = this.RULE("expectation", (): Expectation => {
    const start = this.LA(1).startOffset;
    const annotations = this.annotations(1);
    const node = this.OR({
      DEF: [{ ALT: () => this.SUBRULE(this.expect) }, { ALT: () => this.SUBRULE(this.prove) }],
      ERR_MSG: anExpectation,
    });
    return { ...node, start, annotations };
  });

  // expect = "expect" reference ( "can" | "cannot" ) actions [ "on" resources ] [ "with" context ]
  protected readonly expect = this.RULE("expect", (): AccessExpectation => {
    const { startOffset } = this.CONSUME(t.Expect);
    const subject = this.SUBRULE(this.reference);
    const allowed = this.OR({
      DEF: [{ ALT: () => (this.CONSUME(t.Can), true) }, { ALT: () => (this.CONSUME(t.Cannot), false) }],
      ERR_MSG: "`can` or `cannot`",
    });
    const actions = this.attempt(1, this.actions)!;
    const resources = this.optional(1, t.On, this.onClause);
    const context = this.optional(2, t.With, () => {
      this.CONSUME(t.With);
      return this.SUBRULE(this.context);
    });
    const node: AccessExpectation = {
      kind: "AccessExpectation",
      start: startOffset,
      end: this.endOffset(),
      annotations: none,
      subject,
      allowed,
      actions,
      context: context ?? [],
    };
    return resources === undefined ? node : { ...node, resources };
  });

  // context = "{" [ entry { "," entry } [ "," ] ] "}"
  protected readonly context = this.RULE("context", (): ContextEntry[] => {
    this.CONSUME(t.LCurly);
    const entries = this.unlessClosed(1, t.RCurly, () => this.list(1, this.readContextEntry, keyStarts, t.RCurly));
    this.CONSUME(t.RCurly, contextEnd);
    return entries ?? [];
  });

  private readonly readContextEntry = (index: number) => this.subrule(index, this.contextEntry);

  // entry = QualifiedName "=" value
  protected readonly contextEntry = this.RULE("contextEntry", (): ContextEntry => {
    const key = this.qualifiedName(this.CONSUME(t.QualifiedName, { ERR_MSG: "a condition key such as `aws:SourceIp`" }));
    const sign = this.LA(1);
    if (sign.tokenType === t.EqualsEquals || sign.tokenType === t.Colon) {
      const [start, end] = [sign.startOffset, endOf(sign)];
      const remedies = [{ title: "write `=`", changes: [{ start, end, text: sign.tokenType === t.Colon ? " =" : "=" }] }];
      this.note({ slug: "foreign-syntax", start, end, found: sign.image, instead: "=", remedies });
      this.retype(sign, t.Equals);
    }
    this.CONSUME(t.Equals);
    const value = this.readValue(1);
    return { kind: "ContextEntry", start: key.start, end: this.endOffset(), key, value };
  });

  // prove = "prove" reference ( "never" actions [ "on" resources ] [ "unless" condition ] | ( "within" | "equals" ) reference )
  protected readonly prove = this.RULE("prove", (): NeverProof | RelationProof => {
    const { startOffset } = this.CONSUME(t.Prove);
    const subject = this.SUBRULE1(this.reference);
    return this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.Never);
            const actions = this.attempt(1, this.actions)!;
            const resources = this.optional(1, t.On, this.onClause);
            const unless = this.optional(2, t.Unless, () => {
              this.CONSUME(t.Unless);
              return this.attempt(2, this.condition);
            });
            const node: Draft<NeverProof> = {
              kind: "NeverProof",
              start: startOffset,
              end: this.endOffset(),
              annotations: none,
              subject,
              actions,
            };
            if (resources !== undefined) node.resources = resources;
            if (unless !== undefined) node.unless = unless;
            return node;
          },
        },
        { ALT: () => this.relation(this.CONSUME(t.Within), subject.start, subject, this.SUBRULE2(this.reference)) },
        { ALT: () => this.relation(this.CONSUME(t.EqualsWord), subject.start, subject, this.SUBRULE3(this.reference)) },
      ],
      ERR_MSG: "`never`, `within` or `equals`",
    });
  });

  private relation(word: IToken, start: number, subject: RelationProof["subject"], other: RelationProof["other"]): RelationProof {
    const relation = word.tokenType === t.Within ? "within" : "equals";
    return { kind: "RelationProof", start, end: this.endOffset(), annotations: none, subject, relation, other };
  }
}
