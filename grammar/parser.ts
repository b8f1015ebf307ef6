import { EOF, type IToken, type TokenType } from "chevrotain";
import type {
  ActionsDeclaration, Annotation, ConditionDeclaration, Declaration, Identifier, Import, ImportSpecifier, LetDeclaration, ParamDeclaration, Parameter,
  PolicyDeclaration, QualifiedName, ResourceDeclaration, RoleDeclaration, StringLiteral, TestDeclaration, TypeExpression,
} from "../src/ast/source.ts"; // prettier-ignore
import { TooManyProblems, type Problem } from "./problem.ts";
import { nothing, type ParserInput } from "./recovery.ts";
import { TestParser } from "./tests.ts";
import * as t from "./tokens.ts";
import { declarationStarts, declarationWords, pastedJson, statementStarts } from "./words.ts";

/** What the parser makes of the tokens of one file. */
export interface ParserOutput {
  readonly imports: readonly Import[];
  readonly declarations: readonly Declaration[];
  readonly problems: readonly Problem[];
  /** True when something is missing from the tree. */
  readonly broken: boolean;
  /** True when the parser stopped at the limit of problems. */
  readonly stopped: boolean;
}

/** The beginning of a declaration, which the rules of the single kinds complete. */
interface Opening {
  readonly start: number;
  readonly annotations: readonly Annotation[];
  readonly doc?: readonly string[];
}

const aDeclaration = "a declaration such as `policy`";
const specifierStarts: ReadonlySet<TokenType> = new Set([t.Identifier]);
const importEnd = { ERR_MSG: "`,` or `}`" };
const memo: { parser?: PolicyParser } = {};

/** The parser of this process, built at its first use. */
export function theParser(): PolicyParser {
  return (memo.parser ??= new PolicyParser({ skipValidations: true }));
}

/**
 * The grammar of the language: files and declarations here, bodies in `statements.ts` and `tests.ts`, actions and
 * resources in `expressions.ts`, conditions in `conditions.ts`, values in `values.ts`, all on top of `recovery.ts`.
 */
export class PolicyParser extends TestParser {
  private imports: Import[] = [];
  private declarations: Declaration[] = [];
  private opening: Opening = { start: 0, annotations: [] };
  private name: Identifier | undefined;
  private specifiers: ImportSpecifier[] = [];
  /** Whether statements can follow the item that is being read: those of a body without a brace, or of none at all. */
  private mayHoldStatements = false;

  constructor(options: { readonly skipValidations: boolean }) {
    super(options);
    this.performSelfAnalysis();
  }

  /** Reads the tokens of one file. */
  read(input: ParserInput): ParserOutput {
    this.imports = [];
    this.declarations = [];
    this.take(input);
    let stopped = false;
    try {
      this.module();
    } catch (error) {
      if (!(error instanceof TooManyProblems)) throw error;
      stopped = true;
    }
    const { imports, declarations, problems, broken } = this;
    this.take(nothing);
    return { imports, declarations, problems, broken: broken || stopped, stopped };
  }

  // module = { import | declaration }
  readonly module = this.RULE("module", (): void => {
    if (this.RECORDING_PHASE) {
      this.MANY(() => this.OR([{ ALT: () => this.SUBRULE(this.import) }, { ALT: () => this.SUBRULE(this.declaration) }]));
      return;
    }
    while (this.LA(1).tokenType !== EOF) {
      this.items(this.readItem, () => {}, this.beginItem, this.restart);
      // A brace that closes nothing has been reported by the lexer's bracket check; it cannot hold up the parser.
      if (this.LA(1).tokenType === t.RCurly) this.SKIP_TOKEN();
    }
  });

  private readonly restart = (token: IToken): boolean =>
    this.startsDeclaration(token) || (!this.mayHoldStatements && statementStarts.has(token.tokenType) && this.beginsLine(token));

  private readonly readItem = (): void => {
    if (this.LA(1).tokenType === t.Import) this.imports.push(this.readImport());
    else this.SUBRULE(this.declaration);
  };

  private readonly beginItem = (): void => {
    const token = this.LA(1);
    this.mayHoldStatements =
      token.tokenType === t.Policy || token.tokenType === t.Role || token.tokenType === t.Test || statementStarts.has(token.tokenType);
    if (statementStarts.has(token.tokenType) && token.tokenType !== t.At) {
      throw this.unexpected(aDeclaration, { help: "statements stand in a `policy` or `role`, expectations in a `test`" });
    }
    if (token.tokenType === t.Identifier) this.mend(aDeclaration, declarationWords);
    else if (token.tokenType === t.LCurly || token.tokenType === t.LSquare) {
      throw this.unexpected(aDeclaration, { help: pastedJson });
    }
  };

  /** An import; of one that fails, the names stay known, so that their uses are not reported too. */
  private readImport(): Import {
    this.specifiers = [];
    try {
      return this.SUBRULE(this.import);
    } catch (error) {
      for (const { start, end, name, alias } of this.specifiers)
        this.declarations.push({ kind: "BrokenDeclaration", start, end, annotations: [], name: alias ?? name });
      throw error;
    }
  }

  // import = "import" "{" [ specifier { "," specifier } [ "," ] ] "}" "from" String
  readonly import = this.RULE("import", (): Import => {
    const { startOffset } = this.CONSUME(t.Import);
    this.CONSUME(t.LCurly);
    const specifiers = this.unlessClosed(1, t.RCurly, () => this.list(1, this.readSpecifier, specifierStarts, t.RCurly));
    this.CONSUME(t.RCurly, importEnd);
    if (this.LA(1).tokenType === t.Identifier) this.mend("`from`", ["from"]);
    this.CONSUME(t.From);
    const from = this.string(this.CONSUME(t.StringToken, { ERR_MSG: 'the file to import from, such as `"./shared"`' }));
    return { kind: "Import", start: startOffset, end: from.end, specifiers: specifiers ?? [], from };
  });

  private readonly readSpecifier = (index: number) => this.subrule(index, this.specifier);

  // specifier = Name [ "as" Name ]
  protected readonly specifier = this.RULE("specifier", (): ImportSpecifier => {
    const name = this.identifier(this.CONSUME1(t.Reference));
    const alias = this.optional(1, t.As, () => {
      this.CONSUME(t.As);
      return this.identifier(this.CONSUME2(t.Reference));
    });
    const node: ImportSpecifier = { kind: "ImportSpecifier", start: name.start, end: this.endOffset(), name, ...(alias && { alias }) };
    this.specifiers.push(node);
    return node;
  });

  // declaration = { annotation } ( param | let | actions | resource | condition | policy | role | test )
  readonly declaration = this.RULE("declaration", (): void => {
    const { startOffset: start, tokenType } = this.LA(1);
    const doc = this.RECORDING_PHASE ? undefined : this.given.docBefore(start);
    this.name = undefined;
    this.opening = { start, annotations: [] };
    try {
      const annotations = this.annotations(1);
      const inner = annotations.length === 0 || this.RECORDING_PHASE ? doc : (this.given.docBefore(this.LA(1).startOffset) ?? doc);
      this.opening = inner === undefined ? { start, annotations } : { start, annotations, doc: inner };
      const node = this.anyDeclaration();
      this.declarations.push(node);
    } catch (error) {
      if (tokenType === t.At || declarationStarts.has(tokenType)) this.declarations.push(this.brokenDeclaration());
      throw error;
    }
  });

  private anyDeclaration(): Declaration {
    if (this.LA(1).tokenType === t.Identifier) this.mend(aDeclaration, declarationWords);
    const { faults } = this;
    const { start } = this.opening;
    const node = this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.param) },
        { ALT: () => this.SUBRULE(this.let) },
        { ALT: () => this.SUBRULE(this.actionsDeclaration) },
        { ALT: () => this.SUBRULE(this.resourceDeclaration) },
        { ALT: () => this.SUBRULE(this.conditionDeclaration) },
        { ALT: () => this.SUBRULE(this.policy) },
        { ALT: () => this.SUBRULE(this.role) },
        { ALT: () => this.SUBRULE(this.test) },
      ],
      ERR_MSG: aDeclaration,
    });
    const whole = "body" in node || !this.isTouched(start, node.end);
    return whole && this.faults === faults ? node : this.brokenDeclaration();
  }

  private brokenDeclaration(): Declaration {
    const node = { kind: "BrokenDeclaration", ...this.opening, end: this.endOffset() } as const;
    return this.name === undefined ? node : { ...node, name: this.name };
  }

  protected override declaredName(token: IToken): Identifier {
    const name = this.identifier(token);
    this.name ??= name;
    return name;
  }

  private readName(): Identifier {
    return this.declaredName(this.CONSUME(t.Reference));
  }

  // param = "param" parameter
  protected readonly param = this.RULE("param", (): ParamDeclaration => {
    this.CONSUME(t.Param);
    const { opening } = this;
    return { ...this.SUBRULE(this.parameter), ...opening, kind: "ParamDeclaration" };
  });

  // let = "let" ( Name [ ":" type ] | QualifiedName ) "=" value
  protected readonly let = this.RULE("let", (): LetDeclaration => {
    this.CONSUME(t.Let);
    const { opening } = this;
    let name!: Identifier;
    let type: TypeExpression | undefined;
    this.OR({
      DEF: [
        {
          ALT: () => {
            name = this.readName();
            type = this.optional(1, t.Colon, () => {
              this.CONSUME(t.Colon);
              return this.SUBRULE(this.type);
            });
          },
        },
        { ALT: () => ({ name, type } = this.joinedType(this.CONSUME(t.QualifiedName))) },
      ],
      ERR_MSG: "a name",
    });
    this.CONSUME(t.Equals);
    const value = this.readValue(1);
    const node: LetDeclaration = { kind: "LetDeclaration", ...opening, end: this.endOffset(), name, value };
    return type === undefined ? node : { ...node, type };
  });

  // actionsDeclaration = "actions" Name "=" actions
  protected readonly actionsDeclaration = this.RULE("actionsDeclaration", (): ActionsDeclaration => {
    this.CONSUME(t.Actions);
    const { opening } = this;
    const name = this.readName();
    this.CONSUME(t.Equals);
    const actions = this.SUBRULE(this.actions);
    return { kind: "ActionsDeclaration", ...opening, end: this.endOffset(), name, actions };
  });

  // resourceDeclaration = "resource" Name [ parameters ] "=" resources
  protected readonly resourceDeclaration = this.RULE("resourceDeclaration", (): ResourceDeclaration => {
    this.CONSUME(t.Resource);
    const { opening } = this;
    const name = this.readName();
    const parameters = this.optionalParameters();
    this.CONSUME(t.Equals);
    const resources = this.SUBRULE(this.resources);
    return { kind: "ResourceDeclaration", ...opening, end: this.endOffset(), name, parameters, resources };
  });

  // conditionDeclaration = "condition" Name [ parameters ] "=" condition
  protected readonly conditionDeclaration = this.RULE("conditionDeclaration", (): ConditionDeclaration => {
    this.CONSUME(t.Condition);
    const { opening } = this;
    const name = this.readName();
    const parameters = this.optionalParameters();
    this.CONSUME(t.Equals);
    const condition = this.SUBRULE(this.condition);
    return { kind: "ConditionDeclaration", ...opening, end: this.endOffset(), name, parameters, condition };
  });

  // policy = "policy" Name [ parameters ] [ "for" ( QualifiedName | Name ) ] body
  protected readonly policy = this.RULE("policy", (): PolicyDeclaration | Declaration => {
    const first = this.CONSUME(t.Policy);
    const { opening } = this;
    let parameters: readonly Parameter[] = [];
    let documentKind: PolicyDeclaration["documentKind"];
    const whole = this.header(first, () => {
      this.readName();
      parameters = this.optionalParameters();
      documentKind = this.optional(1, t.For, () => {
        this.CONSUME(t.For);
        return this.SUBRULE(this.documentKind);
      });
      this.wantBody();
    });
    const { name } = this;
    const body = this.SUBRULE(this.body);
    if (!whole || name === undefined) return this.brokenDeclaration();
    const node: PolicyDeclaration = { kind: "PolicyDeclaration", ...opening, end: this.endOffset(), name, parameters, body };
    return documentKind === undefined ? node : { ...node, documentKind };
  });

  // documentKind = QualifiedName | Name
  protected readonly documentKind = this.RULE("documentKind", (): Identifier | QualifiedName =>
    this.OR({
      DEF: [{ ALT: () => this.qualifiedName(this.CONSUME(t.QualifiedName)) }, { ALT: () => this.identifier(this.CONSUME(t.Reference)) }],
      ERR_MSG: "a kind of document such as `boundary` or `s3:bucket`",
    }),
  );

  // role = "role" Name [ parameters ] body
  protected readonly role = this.RULE("role", (): RoleDeclaration | Declaration => {
    const first = this.CONSUME(t.Role);
    const { opening } = this;
    let parameters: readonly Parameter[] = [];
    const whole = this.header(first, () => {
      this.readName();
      parameters = this.optionalParameters();
      this.wantBody();
    });
    const { name } = this;
    const body = this.SUBRULE(this.body);
    if (!whole || name === undefined) return this.brokenDeclaration();
    return { kind: "RoleDeclaration", ...opening, end: this.endOffset(), name, parameters, body };
  });

  // test = "test" String testBody
  protected readonly test = this.RULE("test", (): TestDeclaration | Declaration => {
    const first = this.CONSUME(t.Test);
    const { opening } = this;
    let title: StringLiteral | undefined;
    const whole = this.header(first, () => {
      title = this.string(this.CONSUME(t.StringToken, { ERR_MSG: "what is tested, as a string" }));
      this.wantBody();
    });
    const body = this.SUBRULE(this.testBody);
    if (!whole || title === undefined) return this.brokenDeclaration();
    return { kind: "TestDeclaration", ...opening, end: this.endOffset(), title, body };
  });

  private optionalParameters(): readonly Parameter[] {
    return this.optional(8, t.LParen, () => this.SUBRULE(this.parameters)) ?? [];
  }
}
