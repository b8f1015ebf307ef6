import { tokenMatcher, type IToken, type TokenType } from "chevrotain";
import type {
  Argument,
  Identifier,
  ListExpression,
  NamedType,
  NameReference,
  Parameter,
  QualifiedName,
  StringLiteral,
  TypeExpression,
  ValueExpression,
} from "../src/ast/source.ts";
import { endOf } from "./problem.ts";
import { RecoveringParser } from "./recovery.ts";
import { readString } from "./strings.ts";
import * as t from "./tokens.ts";
import { declarationStarts, declarationWords, statementWords } from "./words.ts";

const number = /^-?\d+(?:\.\d+)?$/;
const valueStarts: ReadonlySet<TokenType> = new Set([t.StringToken, t.NumberToken, t.Identifier, t.LSquare, t.True, t.False]);
const argumentStarts: ReadonlySet<TokenType> = new Set([...valueStarts, t.Star]);
const parameterStarts: ReadonlySet<TokenType> = new Set([t.Identifier, t.QualifiedName]);
const aType = "a type such as `string`";
const aValue = "a value";
/** What stands behind the keywords that begin declarations and statements, and never behind a name. */
const follows: ReadonlySet<TokenType> = new Set([t.Identifier, t.QualifiedName, t.StringToken, t.GroupOpen, t.Star, t.LCurly, t.Colon]);
const commaOrParenthesis = { ERR_MSG: "`,` or `)`" };
const commaOrBracket = { ERR_MSG: "`,` or `]`" };

/** A value and what is written with it: names, strings, types, parameters, arguments. */
export abstract class ValueParser extends RecoveringParser {
  private prefix = "";

  // ── leaves ──

  protected identifier(token: IToken): Identifier {
    return { kind: "Identifier", start: token.startOffset, end: endOf(token), text: this.given.names(token.image, 0) };
  }

  protected qualifiedName(token: IToken): QualifiedName {
    const { image, startOffset: start } = token;
    const colon = image.indexOf(":");
    // Most names have the prefix of the name before: one string for all of them saves a good part of the tree.
    if (colon !== this.prefix.length || !image.startsWith(this.prefix)) this.prefix = image.slice(0, colon);
    const quote = image.charCodeAt(image.length - 1) === 34 ? image.indexOf('/"') : -1;
    const name = quote === -1 ? this.given.names(image, colon + 1) : image.slice(colon + 1, quote + 1) + image.slice(quote + 2, -1);
    return { kind: "QualifiedName", start, end: start + image.length, prefix: this.prefix, name };
  }

  protected string(token: IToken): StringLiteral {
    return readString(token.image, token.startOffset, this.faultInString);
  }

  // ── types ──

  // type = ( typeMember { "|" typeMember } | "(" typeMember { "|" typeMember } ")" ) [ "[" "]" ]
  protected readonly type = this.RULE("type", (): TypeExpression => {
    const { startOffset: start } = this.LA(1);
    let members: (NamedType | StringLiteral)[] = [];
    this.OR({
      DEF: [
        { ALT: () => (members = this.typeMembers(1)) },
        {
          ALT: () => {
            this.CONSUME(t.LParen);
            members = this.typeMembers(3);
            this.CONSUME(t.RParen);
          },
        },
      ],
      ERR_MSG: aType,
    });
    const list = this.optional(1, t.LSquare, this.listMark) === true;
    return { kind: "TypeExpression", start, end: this.endOffset(), members, list };
  });

  // typeRest = [ "<" QualifiedName ">" ] { "|" typeMember } [ "[" "]" ]: what follows the name in `name:type`
  protected readonly typeRest = this.RULE("typeRest", (head: IToken = this.LA(1)): TypeExpression => {
    const members: (NamedType | StringLiteral)[] = [this.namedType(this.identifier(head))];
    const more = (): void => {
      this.CONSUME(t.Bar);
      members.push(this.SUBRULE(this.typeMember));
    };
    if (this.RECORDING_PHASE) this.MANY(more);
    else while (this.LA(1).tokenType === t.Bar) more();
    const list = this.optional(1, t.LSquare, this.listMark) === true;
    return { kind: "TypeExpression", start: head.startOffset, end: this.endOffset(), members, list };
  });

  private typeMembers(index: number): (NamedType | StringLiteral)[] {
    const members = this.chain(index, t.Bar, this.readTypeMember);
    return Array.isArray(members) ? members : [members];
  }

  private readonly readTypeMember = (index: number) => this.subrule(index, this.typeMember);

  private readonly listMark = (): boolean => {
    this.CONSUME(t.LSquare);
    this.CONSUME(t.RSquare);
    return true;
  };

  // typeMember = Name [ "<" QualifiedName ">" ] | String
  protected readonly typeMember = this.RULE("typeMember", (): NamedType | StringLiteral =>
    this.OR({
      DEF: [
        { ALT: () => this.namedType(this.identifier(this.CONSUME(t.Reference))) },
        { ALT: () => this.string(this.CONSUME(t.StringToken)) },
      ],
      ERR_MSG: aType,
    }),
  );

  private namedType(name: Identifier): NamedType {
    const argument = this.optional(9, t.Less, () => {
      this.CONSUME(t.Less);
      const type = this.CONSUME(t.QualifiedName, { ERR_MSG: "a resource type such as `chime:meeting`" });
      this.CONSUME(t.Greater);
      return this.qualifiedName(type);
    });
    const node: NamedType = { kind: "NamedType", start: name.start, end: this.endOffset(), name };
    return argument === undefined ? node : { ...node, argument };
  }

  // parameters = "(" [ parameter { "," parameter } [ "," ] ] ")"
  protected readonly parameters = this.RULE("parameters", (): Parameter[] => {
    this.CONSUME(t.LParen);
    const parameters = this.unlessClosed(1, t.RParen, () => this.list(1, this.readParameter, parameterStarts, t.RParen));
    this.CONSUME(t.RParen, commaOrParenthesis);
    return parameters ?? [];
  });

  private readonly readParameter = (index: number) => this.subrule(index, this.parameter);

  // parameter = ( Name ":" type | QualifiedName ) [ "=" value ]
  protected readonly parameter = this.RULE("parameter", (): Parameter => {
    let name!: Identifier;
    let type!: TypeExpression;
    this.OR({
      DEF: [
        {
          ALT: () => {
            name = this.declaredName(this.CONSUME(t.Reference));
            this.CONSUME(t.Colon, { ERR_MSG: "`:` and a type" });
            type = this.SUBRULE(this.type);
          },
        },
        { ALT: () => ({ name, type } = this.joinedType(this.CONSUME(t.QualifiedName))) },
      ],
      ERR_MSG: "a name",
    });
    const value = this.optional(1, t.Equals, () => {
      this.CONSUME(t.Equals);
      return this.readValue(0);
    });
    const node: Parameter = { kind: "Parameter", start: name.start, end: this.endOffset(), name, type };
    return value === undefined ? node : { ...node, default: value };
  });

  /** `name:type`, which is one token. */
  protected joinedType(token: IToken): { name: Identifier; type: TypeExpression } {
    const [name, tail] = this.split(token);
    this.declaredName(name);
    if (!this.RECORDING_PHASE && !/^[A-Za-z_][\w-]*$/.test(tail.image)) {
      this.faultAt(token, aType, { help: "a parameter is written `name: type`" });
    }
    return { name: this.identifier(name), type: this.SUBRULE(this.typeRest, { ARGS: [tail] }) };
  }

  /** The two halves of `name:rest`. */
  protected split(token: IToken): [IToken, IToken] {
    const colon = token.image.indexOf(":");
    return [
      { ...token, image: token.image.slice(0, colon), tokenType: t.Identifier },
      { ...token, image: token.image.slice(colon + 1), startOffset: token.startOffset + colon + 1, tokenType: t.Identifier },
    ];
  }

  /** Called with the name of each declaration and parameter; a layer above remembers it. */
  protected declaredName(token: IToken): Identifier {
    return this.identifier(token);
  }

  // ── values ──

  // value = String | Number | "true" | "false" | "*" | list | reference
  protected readonly value = this.RULE("value", (): ValueExpression => {
    this.refuseDeclaration(aValue);
    return this.OR({
      DEF: [
        { ALT: () => this.string(this.CONSUME(t.StringToken)) },
        { ALT: () => this.number(this.CONSUME(t.NumberToken)) },
        { ALT: () => this.boolean(this.CONSUME(t.True), true) },
        { ALT: () => this.boolean(this.CONSUME(t.False), false) },
        { ALT: () => this.anyValue(this.CONSUME(t.Star)) },
        { ALT: () => this.SUBRULE(this.listExpression) },
        { ALT: () => this.SUBRULE(this.reference), IGNORE_AMBIGUITIES: true },
      ],
      ERR_MSG: aValue,
    });
  });

  /** A value; the frequent kinds without calling the rule. */
  protected readonly readValue = (index: number): ValueExpression => {
    const { tokenType } = this.LA(1);
    if (tokenType === t.StringToken) return this.string(this.takeToken());
    if (tokenType === t.True) return this.boolean(this.takeToken(), true);
    if (tokenType === t.Star) return this.anyValue(this.takeToken());
    return this.subrule(index, this.value);
  };

  private number(token: IToken): ValueExpression {
    const end = endOf(token);
    if (!this.RECORDING_PHASE && !number.test(token.image)) {
      const quotes = { title: "put it in quotes", changes: [{ start: token.startOffset, end, text: `"${token.image}"` }] };
      this.faultAt(token, aValue, { help: `put it in quotes: \`"${token.image}"\``, remedies: [quotes] });
    }
    return { kind: "NumberLiteral", start: token.startOffset, end, text: token.image };
  }

  private boolean(token: IToken, value: boolean): ValueExpression {
    return { kind: "BooleanLiteral", start: token.startOffset, end: endOf(token), value };
  }

  private anyValue(token: IToken): ValueExpression {
    return { kind: "AnyValue", start: token.startOffset, end: endOf(token) };
  }

  // list = "[" [ value { "," value } [ "," ] ] "]"
  protected readonly listExpression = this.RULE("listExpression", (): ListExpression => {
    const { startOffset } = this.CONSUME(t.LSquare);
    const elements = this.unlessClosed(1, t.RSquare, () => this.list(1, this.readValue, valueStarts, t.RSquare));
    this.CONSUME(t.RSquare, commaOrBracket);
    return { kind: "ListExpression", start: startOffset, end: this.endOffset(), elements: elements ?? [] };
  });

  // reference = Name [ arguments ]
  protected readonly reference = this.RULE("reference", (): NameReference => {
    this.refuseDeclaration(t.Reference.LABEL!);
    return this.call(this.identifier(this.CONSUME(t.Reference)));
  });

  /**
   * Throws when the word ahead is no name but begins what comes next: it begins a line, is a keyword or nearly one, and
   * is followed as that keyword is.
   */
  protected refuseDeclaration(expected: string): void {
    const token = this.LA(1);
    const misspelt = token.tokenType === t.Identifier;
    if (!misspelt && !declarationStarts.has(token.tokenType)) return;
    if (!follows.has(this.LA(2).tokenType) || !this.beginsLine(token)) return;
    if (!misspelt || this.meant(token, declarationWords) !== undefined || this.meant(token, statementWords) !== undefined)
      throw this.unexpected(expected);
  }

  private call(name: Identifier): NameReference {
    const args = this.optional(1, t.LParen, () => this.SUBRULE(this.arguments));
    const node: NameReference = { kind: "NameReference", start: name.start, end: this.endOffset(), name };
    return args === undefined ? node : { ...node, arguments: args };
  }

  // arguments = "(" [ argument { "," argument } [ "," ] ] ")"
  protected readonly arguments = this.RULE("arguments", (): Argument[] => this.readArguments());

  protected readArguments(): Argument[] {
    this.CONSUME(t.LParen);
    const values = this.unlessClosed(1, t.RParen, this.readArgumentList);
    this.CONSUME(t.RParen, commaOrParenthesis);
    return values ?? [];
  }

  private readonly readArgumentList = () => this.list(1, this.readArgument, argumentStarts, t.RParen);

  /** As the rule, which only the recording needs. */
  private readonly readArgument = (index: number): Argument => {
    if (this.RECORDING_PHASE) return this.subrule(index, this.argument);
    if (this.LA(1).tokenType === t.QualifiedName) return this.joinedArgument(this.takeToken());
    return this.LA(2).tokenType === t.Colon && this.isAhead(t.Name, 1) ? this.namedArgument() : this.plainArgument();
  };

  // argument = Name ":" value | QualifiedName [ arguments ] | value
  protected readonly argument = this.RULE("argument", (): Argument =>
    this.OR([
      { ALT: () => this.namedArgument() },
      { ALT: () => this.joinedArgument(this.CONSUME(t.QualifiedName)) },
      { ALT: () => this.plainArgument() },
    ]),
  );

  private namedArgument(): Argument {
    const name = this.identifier(this.CONSUME(t.Name));
    this.CONSUME(t.Colon);
    const value = this.readValue(1);
    return { kind: "Argument", start: name.start, end: value.end, name, value };
  }

  private plainArgument(): Argument {
    const value = this.readValue(2);
    return { kind: "Argument", start: value.start, end: value.end, value };
  }

  /** `name:value`, which is one token, with arguments perhaps. */
  private joinedArgument(token: IToken): Argument {
    const [name, tail] = this.split(token);
    const value = this.joinedValue(token, tail);
    return { kind: "Argument", start: token.startOffset, end: this.endOffset(), name: this.identifier(name), value };
  }

  private joinedValue(token: IToken, tail: IToken): ValueExpression {
    const { image } = tail;
    if (image === "*") return this.anyValue(tail);
    if (image === "true" || image === "false") return this.boolean(tail, image === "true");
    if (/^[-\d]/.test(image)) return this.number(tail);
    if (!this.RECORDING_PHASE && !/^[A-Za-z_][\w-]*$/.test(image)) this.quotesWanted(token);
    return this.call(this.identifier(tail));
  }

  /** Notes that a name was written where a string is wanted, as in `chime:meeting(arn:aws:…)`. */
  protected quotesWanted(token: IToken): void {
    const quotes = { title: "put it in quotes", changes: [{ start: token.startOffset, end: endOf(token), text: `"${token.image}"` }] };
    this.faultAt(token, aValue, { help: `put it in quotes: \`"${token.image}"\``, remedies: [quotes] });
  }

  /** The content of brackets unless they are empty; `close` is what ends them. */
  protected unlessClosed<T>(index: number, close: TokenType, content: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.option(index + 4, content);
    return this.LA(1).tokenType === close ? undefined : content();
  }

  protected isAhead(category: TokenType, distance: number): boolean {
    return tokenMatcher(this.LA(distance), category);
  }
}
