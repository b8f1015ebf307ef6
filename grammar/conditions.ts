import type { IToken, TokenType } from "chevrotain";
import { operatorSigns, type ConditionExpression, type OperatorSign, type Predicate, type PredicateOperator } from "../src/ast/source.ts";
import { endOf } from "./problem.ts";
import * as t from "./tokens.ts";
import { ValueParser } from "./values.ts";

const aKey = { ERR_MSG: "a condition key such as `aws:SourceIp`" };
const aCondition = "a condition such as `aws:SecureTransport == true`";
const signs: ReadonlySet<string> = new Set(operatorSigns);
/** The signs that are one token each and have one spelling. */
const plainSigns: ReadonlyMap<TokenType, OperatorSign> = new Map([
  [t.EqualsEquals, "=="],
  [t.NotEquals, "!="],
  [t.LessEqual, "<="],
  [t.GreaterEqual, ">="],
  [t.Less, "<"],
  [t.Greater, ">"],
  [t.In, "in"],
  [t.Like, "like"],
]);

/** Conditions and the predicates in them. */
export abstract class ConditionParser extends ValueParser {
  // condition = conjunction { "or" conjunction }
  readonly condition = this.RULE("condition", (): ConditionExpression => this.readCondition());

  protected readonly readCondition = (): ConditionExpression => {
    const { startOffset: start } = this.LA(1);
    const operands = this.chain(1, t.Or, this.readConjunction);
    return Array.isArray(operands) ? { kind: "OrCondition", start, end: this.endOffset(), operands } : operands;
  };

  /** As the rule, which only the recording needs: a rule for each level of precedence would cost more than the rest. */
  private readonly readConjunction = (index: number): ConditionExpression =>
    this.RECORDING_PHASE ? this.subrule(index, this.conjunction) : this.readOperands();

  // conjunction = negation { "and" negation }
  protected readonly conjunction = this.RULE("conjunction", (): ConditionExpression => this.readOperands());

  private readOperands(): ConditionExpression {
    const { startOffset: start } = this.LA(1);
    const operands = this.chain(1, t.And, this.readNegation);
    return Array.isArray(operands) ? { kind: "AndCondition", start, end: this.endOffset(), operands } : operands;
  }

  private readonly readNegation = (index: number): ConditionExpression =>
    this.LA(1).tokenType === t.QualifiedName ? this.readPredicate() : this.subrule(index, this.negation);

  // negation = { "not" } ( predicate | reference | "(" condition ")" )
  protected readonly negation = this.RULE("negation", (): ConditionExpression => {
    const starts: number[] = [];
    const not = (): void => void starts.push(this.CONSUME(t.Not).startOffset);
    if (this.RECORDING_PHASE) this.MANY(not);
    else while (this.LA(1).tokenType === t.Not) not();
    let operand = this.operand();
    for (const start of starts.toReversed()) operand = { kind: "NotCondition", start, end: this.endOffset(), operand };
    return operand;
  });

  private operand(): ConditionExpression {
    this.refuseDeclaration(aCondition);
    const { tokenType } = this.LA(1);
    const quantified = (tokenType === t.Any || tokenType === t.All) && this.LA(2).tokenType === t.QualifiedName;
    if (quantified || tokenType === t.QualifiedName) return this.SUBRULE(this.predicate);
    if (this.isAhead(t.Reference, 1)) return this.namedCondition();
    return this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.predicate) },
        { ALT: () => this.namedCondition() },
        {
          ALT: () => {
            this.CONSUME(t.LParen);
            const inner = this.SUBRULE(this.condition);
            this.CONSUME(t.RParen, { ERR_MSG: "`and`, `or` or `)`" });
            return inner;
          },
        },
      ],
      ERR_MSG: aCondition,
    });
  }

  private namedCondition(): ConditionExpression {
    const reference = this.SUBRULE(this.reference);
    if (
      !this.RECORDING_PHASE &&
      this.isAhead(t.Comparison, 1) &&
      this.LA(1).tokenType !== t.Identifier &&
      this.LA(1).tokenType !== t.QualifiedName
    ) {
      throw this.unexpected("the end of this condition", { help: `a condition key has a prefix, such as \`aws:${reference.name.text}\`` });
    }
    return reference;
  }

  // predicate = [ "any" | "all" ] QualifiedName operator [ value ] [ "ignoring" "case" ] [ "if" "exists" ]
  protected readonly predicate = this.RULE("predicate", (): Predicate => this.readPredicate());

  private readPredicate(): Predicate {
    const { startOffset: start, tokenType } = this.LA(1);
    const quantifier = tokenType === t.QualifiedName ? undefined : this.quantifier();
    const key = this.qualifiedName(this.CONSUME(t.QualifiedName, aKey));
    const operator = this.readOperator();
    const value = this.RECORDING_PHASE
      ? this.OPTION3(() => this.readValue(1))
      : operator.name.endsWith("exists")
        ? undefined
        : this.readValue(1);
    const ignoringCase = this.optional(4, t.Ignoring, this.ignoringCase) === true;
    const ifExists = this.optional(5, t.If, this.ifExists) === true;
    const end = this.endOffset();
    if (quantifier === undefined && value !== undefined)
      return { kind: "Predicate", start, end, key, operator, value, ignoringCase, ifExists };
    return {
      kind: "Predicate",
      start,
      end,
      key,
      operator,
      ignoringCase,
      ifExists,
      ...(quantifier && { quantifier }),
      ...(value && { value }),
    };
  }

  private quantifier(): "any" | "all" | undefined {
    const either = (): IToken => this.OR8([{ ALT: () => this.CONSUME(t.Any) }, { ALT: () => this.CONSUME(t.All) }]);
    if (this.RECORDING_PHASE) this.OPTION1(either);
    else if (this.LA(1).tokenType === t.Any) return this.takeToken() && "any";
    else if (this.LA(1).tokenType === t.All) return this.takeToken() && "all";
    return undefined;
  }

  private readonly ignoringCase = (): boolean => {
    this.CONSUME(t.Ignoring);
    this.CONSUME(t.Case);
    return true;
  };

  private readonly ifExists = (): boolean => {
    this.CONSUME(t.If);
    this.CONSUME(t.Exists);
    return true;
  };

  private readOperator(): PredicateOperator {
    const sign = plainSigns.get(this.LA(1).tokenType);
    if (sign === undefined) {
      this.refuseDeclaration(t.Comparison.LABEL!);
      return this.SUBRULE(this.operator);
    }
    const { startOffset: start } = this.takeToken();
    return { kind: "PredicateOperator", start, end: start + sign.length, sign, name: sign };
  }

  // operator = Comparison | "exists" | "not" ( "in" | "like" | "exists" )
  protected readonly operator = this.RULE("operator", (): PredicateOperator => {
    const { startOffset: start } = this.LA(1);
    if (this.LA(1).tokenType === t.Equals) this.refuseEquals();
    const name = this.OR1({
      DEF: [
        { ALT: () => this.CONSUME(t.Comparison).image.replace(/^=+$/, "==") },
        { ALT: () => this.CONSUME(t.Exists).image },
        {
          ALT: () => {
            this.CONSUME(t.Not);
            const rest = this.OR2({
              DEF: [{ ALT: () => this.CONSUME(t.In) }, { ALT: () => this.CONSUME(t.Like) }, { ALT: () => this.CONSUME1(t.Exists) }],
              ERR_MSG: "`in`, `like` or `exists`",
            });
            return `not ${rest.image}`;
          },
        },
      ],
      ERR_MSG: t.Comparison.LABEL!,
    });
    const sign = signs.has(name) ? (name as OperatorSign) : undefined;
    return { kind: "PredicateOperator", start, end: this.endOffset(), sign, name };
  });

  private refuseEquals(): void {
    const token = this.LA(1);
    const end = endOf(token);
    const change = { start: token.startOffset, end, text: "==" };
    this.note({
      slug: "foreign-syntax",
      start: token.startOffset,
      end,
      found: "=",
      instead: "==",
      remedies: [{ title: "write `==`", changes: [change] }],
    });
    this.retype(token, t.EqualsEquals);
  }
}
