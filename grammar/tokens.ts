import { createToken, Lexer, type TokenType } from "chevrotain";

// Names come in few, coarse tokens: `aws:ResourceTag/team` and `chime:List*` are one each. It reads as people see
// them, and it is what makes the parser fast: a statement is a handful of tokens.

/** What may not follow a keyword or name: more of a name. A keyword with a colon behind it is a name (`on: x`). */
const endOfName = String.raw`(?![\w.*?-]|\/[\w.*?-])`;
const endOfKeyword = String.raw`(?![\w.*?:-]|\/[\w.*?-])`;

// ── categories: what a token may stand for beside itself ──

/** A name inside an action group: any name, with wildcards or without. */
export const ActionName = createToken({ name: "ActionName", label: "an action name such as `Get*`", pattern: Lexer.NA });
/** Any word, keywords included: where nothing but a name can stand. */
export const Name = createToken({ name: "Name", label: "a name", pattern: Lexer.NA, categories: ActionName });
/** A word that can stand where an expression is wanted: not the keywords that begin or join clauses. */
export const Reference = createToken({ name: "Reference", label: "a name", pattern: Lexer.NA, categories: Name });
/** Our comparison signs and the names of IAM's operators. */
export const Comparison = createToken({ name: "Comparison", label: "an operator such as `==`", pattern: Lexer.NA });

const keywordTypes = new Map<string, TokenType>();

function keyword(word: string, ...categories: TokenType[]): TokenType {
  const type = createToken({
    name: word[0]!.toUpperCase() + word.slice(1),
    label: `\`${word}\``,
    pattern: new RegExp(word + endOfKeyword),
    categories,
    start_chars_hint: [word[0]!],
  });
  keywordTypes.set(word, type);
  return type;
}

function sign(name: string, text: string, ...categories: TokenType[]): TokenType {
  return createToken({ name, label: `\`${text}\``, pattern: text, categories, start_chars_hint: [text[0]!] });
}

// ── keywords that begin or join clauses: never a name inside an expression ──

export const Allow = keyword("allow", Name);
export const Deny = keyword("deny", Name);
export const Include = keyword("include", Name);
export const Trust = keyword("trust", Name);
export const Expect = keyword("expect", Name);
export const Prove = keyword("prove", Name);
export const To = keyword("to", Name);
export const On = keyword("on", Name);
export const When = keyword("when", Name);
export const As = keyword("as", Name);
export const Except = keyword("except", Name);
export const And = keyword("and", Name);
export const Or = keyword("or", Name);
export const Not = keyword("not", Name);
export const If = keyword("if", Name);

// ── keywords that are names wherever their own place is not ──

export const Param = keyword("param", Reference);
export const Let = keyword("let", Reference);
export const Actions = keyword("actions", Reference);
export const Resource = keyword("resource", Reference);
export const Condition = keyword("condition", Reference);
export const Policy = keyword("policy", Reference);
export const Role = keyword("role", Reference);
export const Test = keyword("test", Reference);
export const Import = keyword("import", Reference);
export const From = keyword("from", Reference);
export const For = keyword("for", Reference);
export const In = keyword("in", Reference, Comparison);
export const Like = keyword("like", Reference, Comparison);
export const Exists = keyword("exists", Reference);
export const Ignoring = keyword("ignoring", Reference);
export const Case = keyword("case", Reference);
export const Any = keyword("any", Reference);
export const All = keyword("all", Reference);
export const With = keyword("with", Reference);
export const Can = keyword("can", Reference);
export const Cannot = keyword("cannot", Reference);
export const Never = keyword("never", Reference);
export const Within = keyword("within", Reference);
export const EqualsWord = keyword("equals", Reference);
export const Unless = keyword("unless", Reference);
export const True = keyword("true", Reference);
export const False = keyword("false", Reference);

// ── names and literals ──

/** What an identifier is not; it says so itself, so that it need not wait until every keyword has been tried. */
export const notKeyword = `(?!(?:${[...keywordTypes.keys()].join("|")})${endOfKeyword})`;

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"];
const digits = [..."0123456789"];

export const QualifiedName = createToken({
  name: "QualifiedName",
  label: "a name such as `chime:GetMeeting`",
  pattern: /[A-Za-z_*?][\w.*?-]*(?:\/[\w.*?-]+)*:[\w.*?-]+(?:(?::+|\/)[\w.*?-]+)*(?:\/"[^"\r\n]*")?/,
  start_chars_hint: [...letters, "*", "?"],
  categories: Comparison,
});
/** An ARN without quotes that holds a variable, read as a whole so that one finding can say what is missing. */
export const BareArn = createToken({
  name: "BareArn",
  pattern: /arn:[^\s"'`,(){}[\]$]*(?:\$\{[^\s"'{}]*\}[^\s"'`,(){}[\]$]*)+/,
  start_chars_hint: ["a"],
});
export const GroupOpen = createToken({
  name: "GroupOpen",
  label: "an action group such as `chime:{`",
  pattern: /[A-Za-z_][\w-]*:\{/,
  start_chars_hint: letters,
});
export const Identifier = createToken({
  name: "Identifier",
  label: "a name",
  pattern: new RegExp(notKeyword + String.raw`[A-Za-z_][\w-]*(?![\w.*?-]|\/[\w.*?-]|:\{)`),
  start_chars_hint: letters,
  categories: [Reference, Comparison],
});
export const Star = createToken({
  name: "Star",
  label: "`*`",
  pattern: new RegExp(String.raw`\*` + endOfName),
  start_chars_hint: ["*"],
  categories: ActionName,
});
/** What looks like a name and is none outside an action group: `Get*`, `a.b`, `a/b`. */
export const Wild = createToken({
  name: "Wild",
  label: "a name with wildcards such as `Get*`",
  pattern: /[A-Za-z_*?][\w.*?-]*(?:\/[\w.*?-]+)*/,
  start_chars_hint: [...letters, "*", "?"],
  categories: ActionName,
});
export const StringToken = createToken({
  name: "String",
  label: "a string",
  pattern: /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"/,
  start_chars_hint: ['"'],
});
/** Everything that begins like a number, `10.0.0.0/8` and `2026-01-31` too: the parser says that they want quotes. */
export const NumberToken = createToken({
  name: "Number",
  label: "a number",
  pattern: /-?\d\w*(?:[.:/-]\w+)*/,
  start_chars_hint: [...digits, "-"],
});

// ── signs ──

export const LCurly = sign("LCurly", "{");
export const RCurly = sign("RCurly", "}");
export const LParen = sign("LParen", "(");
export const RParen = sign("RParen", ")");
export const LSquare = sign("LSquare", "[");
export const RSquare = sign("RSquare", "]");
export const Comma = sign("Comma", ",");
export const Colon = sign("Colon", ":");
export const EqualsEquals = sign("EqualsEquals", "==", Comparison);
export const NotEquals = sign("NotEquals", "!=", Comparison);
export const LessEqual = sign("LessEqual", "<=", Comparison);
export const GreaterEqual = sign("GreaterEqual", ">=", Comparison);
export const Less = sign("Less", "<", Comparison);
export const Greater = sign("Greater", ">", Comparison);
export const Equals = sign("Equals", "=");
export const Bar = sign("Bar", "|");
export const At = sign("At", "@");

/** `on` and `when` where they open a block: the lexer's tokens are marked so before parsing, see `1-parse/blocks.ts`. */
export const BlockOn = createToken({ name: "BlockOn", label: "`on`", pattern: Lexer.NA });
export const BlockWhen = createToken({ name: "BlockWhen", label: "`when`", pattern: Lexer.NA });

// ── what is not in the language, read so that it can be named ──

export const UnterminatedString = createToken({
  name: "UnterminatedString",
  pattern: /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*\\?/,
  start_chars_hint: ['"'],
});
export const SingleQuoted = createToken({ name: "SingleQuoted", pattern: /'[^'\r\n]*'/, start_chars_hint: ["'"] });
export const AndAnd = createToken({ name: "AndAnd", pattern: "&&", start_chars_hint: ["&"] });
export const OrOr = createToken({ name: "OrOr", pattern: "||", start_chars_hint: ["|"] });
export const Bang = createToken({ name: "Bang", pattern: "!", start_chars_hint: ["!"] });
export const TripleEquals = createToken({ name: "TripleEquals", pattern: "===", start_chars_hint: ["="] });
export const ForeignComment = createToken({
  name: "ForeignComment",
  pattern: /\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|#[^\r\n]*/,
  group: "foreign",
  line_breaks: true,
  start_chars_hint: ["/", "#"],
});
export const Semicolon = createToken({ name: "Semicolon", pattern: /;+/, group: "foreign", start_chars_hint: [";"] });

/** Characters that turn the direction of writing: the lexer steps over them, `1-parse/lex.ts` reports them. */
export const bidirectional = String.raw`\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`;

/** A character of each class in which chevrotain files first characters: every one below 256, then 255 to a class. */
const everyCharacter = [...Array.from({ length: 257 }, (_, code) => code), ...Array.from({ length: 256 }, (_, i) => 255 * (i + 2))];
/** The last resort, so that the lexer never fails: one character, or a run of such as begin nothing. */
export const Unknown = createToken({
  name: "Unknown",
  pattern: new RegExp(String.raw`[^\s\w"'@#(){}\[\],:=<>!*?|&;/${bidirectional}-]+|[^ \t\r\n]`),
  group: "unknown",
  line_breaks: false,
  start_chars_hint: everyCharacter,
});

// ── what stands between tokens ──

export const WhiteSpace = createToken({
  name: "WhiteSpace",
  pattern: new RegExp(String.raw`[ \t\r\n${bidirectional}]+`),
  group: Lexer.SKIPPED,
  line_breaks: true,
  start_chars_hint: [" ", "\t", "\r", "\n", "\u061C", "\u200E", "\u202A", "\u2066"],
});
/** One blank, by far the most frequent white space: chevrotain matches a single character without a regular expression. */
export const Space = createToken({ name: "Space", pattern: " ", group: Lexer.SKIPPED, start_chars_hint: [" "] });
export const CommentToken = createToken({ name: "Comment", pattern: /\/\/[^\r\n]*/, group: "comments", start_chars_hint: ["/"] });

/** The keywords by their text. */
export const keywords: ReadonlyMap<string, TokenType> = keywordTypes;

/** The keywords that are tried before names: most words that are no names are one of these. */
const frequent: readonly TokenType[] = [Allow, And, On, When, Deny, True];

/** What the lexer tries at each place, in this order: white space and what begins most names first, for speed. */
export const lexerTokens: readonly TokenType[] = [
  Space,
  WhiteSpace,
  Comma,
  ...frequent,
  BareArn,
  QualifiedName,
  Identifier,
  StringToken,
  GroupOpen,
  ...[...keywordTypes.values()].filter((type) => !frequent.includes(type)),
  Star,
  Wild,
  LCurly,
  RCurly,
  LParen,
  RParen,
  LSquare,
  RSquare,
  CommentToken,
  NumberToken,
  TripleEquals,
  EqualsEquals,
  NotEquals,
  LessEqual,
  GreaterEqual,
  Less,
  Greater,
  Equals,
  Colon,
  OrOr,
  Bar,
  At,
  AndAnd,
  Bang,
  UnterminatedString,
  SingleQuoted,
  ForeignComment,
  Semicolon,
  Unknown,
];

/** The whole vocabulary: the lexer's tokens, and the categories and marks that the parser alone knows. */
export const parserTokens: readonly TokenType[] = [...lexerTokens, ActionName, Name, Reference, Comparison, BlockOn, BlockWhen];
