import type { Source, Span } from "../text/source.ts";

/** What every node has: its kind, and the span of the text it was read from. */
interface NodeOf<Kind extends string> extends Span {
  readonly kind: Kind;
}

/** One file as the parser read it. */
export interface Module extends NodeOf<"Module"> {
  readonly source: Source;
  readonly imports: readonly Import[];
  readonly declarations: readonly Declaration[];
  /** Every comment of the file in text order, doc comments included; a formatter puts them back from here. */
  readonly comments: readonly Comment[];
  /** True when something could not be parsed: checks that speak of absence ("unused") then keep quiet. */
  readonly broken: boolean;
}

/** `// text` or `/// text`; `text` is what follows the slashes, untrimmed. */
export interface Comment extends NodeOf<"Comment"> {
  readonly doc: boolean;
  readonly text: string;
}

export interface Identifier extends NodeOf<"Identifier"> {
  readonly text: string;
}

/** `prefix:name`: an action, a resource type or a condition key, as written (`chime:Get*`, `aws:ResourceTag/"cost center"`). */
export interface QualifiedName extends NodeOf<"QualifiedName"> {
  /** What stands before the first colon. */
  readonly prefix: string;
  /** What stands behind it, a quoted tail already unquoted. */
  readonly name: string;
}

/** `import { A, B as C } from "./other"` */
export interface Import extends NodeOf<"Import"> {
  readonly specifiers: readonly ImportSpecifier[];
  readonly from: StringLiteral;
}

export interface ImportSpecifier extends NodeOf<"ImportSpecifier"> {
  readonly name: Identifier;
  readonly alias?: Identifier;
}

/** `@name("argument", …)` before a declaration or a statement. */
export interface Annotation extends NodeOf<"Annotation"> {
  readonly name: Identifier;
  readonly arguments: readonly StringLiteral[];
}

// ── declarations ──

export type Declaration =
  | ParamDeclaration
  | LetDeclaration
  | ActionsDeclaration
  | ResourceDeclaration
  | ConditionDeclaration
  | PolicyDeclaration
  | RoleDeclaration
  | TestDeclaration
  | BrokenDeclaration;

/** The declarations that put a name into scope. */
export type NamedDeclaration = Exclude<Declaration, TestDeclaration>;

interface DeclarationOf<Kind extends string> extends NodeOf<Kind> {
  readonly annotations: readonly Annotation[];
  /** The lines of the doc comment above, without slashes and one leading space; undefined when there is none. */
  readonly doc?: readonly string[];
}

/** `param name: type = default` */
export interface ParamDeclaration extends DeclarationOf<"ParamDeclaration"> {
  readonly name: Identifier;
  readonly type: TypeExpression;
  readonly default?: ValueExpression;
}

/** `let name: type = value` */
export interface LetDeclaration extends DeclarationOf<"LetDeclaration"> {
  readonly name: Identifier;
  readonly type?: TypeExpression;
  readonly value: ValueExpression;
}

/** `actions Name = actionExpr` */
export interface ActionsDeclaration extends DeclarationOf<"ActionsDeclaration"> {
  readonly name: Identifier;
  readonly actions: ActionExpression;
}

/** `resource Name(params) = resourceExpr` */
export interface ResourceDeclaration extends DeclarationOf<"ResourceDeclaration"> {
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly resources: ResourceExpression;
}

/** `condition Name(params) = conditionExpr` */
export interface ConditionDeclaration extends DeclarationOf<"ConditionDeclaration"> {
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly condition: ConditionExpression;
}

/** `policy Name(params) for kind { … }` */
export interface PolicyDeclaration extends DeclarationOf<"PolicyDeclaration"> {
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  /** `identity`, `boundary`, `organization` or a resource type; undefined stands for `identity`. */
  readonly documentKind?: Identifier | QualifiedName;
  readonly body: readonly Statement[];
}

/** `role Name(params) { … }` */
export interface RoleDeclaration extends DeclarationOf<"RoleDeclaration"> {
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

/** `test "what" { … }` */
export interface TestDeclaration extends DeclarationOf<"TestDeclaration"> {
  readonly title: StringLiteral;
  readonly body: readonly Expectation[];
}

/** A declaration that could not be parsed; its name, where there is one, stays known so that its uses are not reported too. */
export interface BrokenDeclaration extends DeclarationOf<"BrokenDeclaration"> {
  readonly name?: Identifier;
}

/** One parameter of a policy, role, resource or condition. */
export interface Parameter extends NodeOf<"Parameter"> {
  readonly name: Identifier;
  readonly type: TypeExpression;
  readonly default?: ValueExpression;
}

// ── types ──

/** `string`, `arn<chime:meeting>`, `"dev" | "prod"`, each with `[]` for a list. */
export interface TypeExpression extends NodeOf<"TypeExpression"> {
  readonly members: readonly (NamedType | StringLiteral)[];
  /** True for `T[]`. */
  readonly list: boolean;
}

export interface NamedType extends NodeOf<"NamedType"> {
  readonly name: Identifier;
  /** `chime:meeting` of `arn<chime:meeting>`. */
  readonly argument?: QualifiedName;
}

// ── values ──

export type ValueExpression = StringLiteral | NumberLiteral | BooleanLiteral | AnyValue | NameReference | ListExpression;

/** A string: its text, or parts where names or policy variables stand in it. */
export interface StringLiteral extends NodeOf<"StringLiteral"> {
  readonly content: string | readonly StringPart[];
}

export type StringPart = TextPart | Interpolation | PolicyVariable;

/** What stands between `${name}` and `${aws:key}`, escapes resolved. */
export interface TextPart extends NodeOf<"TextPart"> {
  readonly text: string;
}

/** `${name}`: a parameter, constant or argument of the language. */
export interface Interpolation extends NodeOf<"Interpolation"> {
  readonly name: Identifier;
}

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`, `${?}`, `${$}`: left for IAM to fill in. */
export interface PolicyVariable extends NodeOf<"PolicyVariable"> {
  /** The condition key, or `*`, `?`, `$`. */
  readonly key: string;
  readonly default?: string;
}

export interface NumberLiteral extends NodeOf<"NumberLiteral"> {
  /** As written, sign included. */
  readonly text: string;
}

export interface BooleanLiteral extends NodeOf<"BooleanLiteral"> {
  readonly value: boolean;
}

/** `*` as an argument. */
export interface AnyValue extends NodeOf<"AnyValue"> {}

export interface ListExpression extends NodeOf<"ListExpression"> {
  readonly elements: readonly ValueExpression[];
}

/** The use of a declared name, with arguments where it takes some. */
export interface NameReference extends NodeOf<"NameReference"> {
  readonly name: Identifier;
  /** Undefined without parentheses. */
  readonly arguments?: readonly Argument[];
}

export interface Argument extends NodeOf<"Argument"> {
  /** Set in `account: "123456789012"`. */
  readonly name?: Identifier;
  readonly value: ValueExpression;
}

// ── actions ──

/** A name alone is an action or a pattern of them: `chime:GetMeeting`, `chime:List*`. */
export type ActionExpression = ActionList | ActionDifference | ActionFilter | QualifiedName | ActionGroup | AnyAction | NameReference;

/** `A, B, C`, with or without parentheses. */
export interface ActionList extends NodeOf<"ActionList"> {
  readonly elements: readonly ActionExpression[];
}

/** `base except excluded` */
export interface ActionDifference extends NodeOf<"ActionDifference"> {
  readonly base: ActionExpression;
  readonly excluded: ActionExpression;
}

/** `base[read, list]` */
export interface ActionFilter extends NodeOf<"ActionFilter"> {
  readonly base: ActionExpression;
  readonly levels: readonly Identifier[];
}

/** `chime:{Get*, List*}` */
export interface ActionGroup extends NodeOf<"ActionGroup"> {
  readonly service: Identifier;
  readonly names: readonly Identifier[];
}

/** `*` */
export interface AnyAction extends NodeOf<"AnyAction"> {}

// ── resources ──

export type ResourceExpression = ResourceList | ResourceDifference | ResourceConstructor | AnyResource | StringLiteral | NameReference;

export interface ResourceList extends NodeOf<"ResourceList"> {
  readonly elements: readonly ResourceExpression[];
}

/** `* except R` */
export interface ResourceDifference extends NodeOf<"ResourceDifference"> {
  readonly base: ResourceExpression;
  readonly excluded: ResourceExpression;
}

/** `chime:meeting(id, account: "123456789012")` */
export interface ResourceConstructor extends NodeOf<"ResourceConstructor"> {
  readonly type: QualifiedName;
  readonly arguments: readonly Argument[];
}

/** `*` */
export interface AnyResource extends NodeOf<"AnyResource"> {}

// ── conditions ──

export type ConditionExpression = OrCondition | AndCondition | NotCondition | Predicate | NameReference;

export interface OrCondition extends NodeOf<"OrCondition"> {
  readonly operands: readonly ConditionExpression[];
}

export interface AndCondition extends NodeOf<"AndCondition"> {
  readonly operands: readonly ConditionExpression[];
}

export interface NotCondition extends NodeOf<"NotCondition"> {
  readonly operand: ConditionExpression;
}

/** One test of one key: `any aws:TagKeys in ["a"]`, `aws:SourceIp == "10.0.0.0/8" if exists`. */
export interface Predicate extends NodeOf<"Predicate"> {
  readonly quantifier?: "any" | "all";
  readonly key: QualifiedName;
  readonly operator: PredicateOperator;
  /** Undefined for `exists` and `not exists`. */
  readonly value?: ValueExpression;
  readonly ignoringCase: boolean;
  readonly ifExists: boolean;
}

/** Our sign, or an IAM operator's name (`StringLike`). */
export interface PredicateOperator extends NodeOf<"PredicateOperator"> {
  readonly sign: OperatorSign | undefined;
  /** The name as written, when `sign` is undefined. */
  readonly name: string;
}

export const operatorSigns = ["==", "!=", "in", "not in", "like", "not like", "<", "<=", ">", ">=", "exists", "not exists"] as const;
export type OperatorSign = (typeof operatorSigns)[number];

// ── statements ──

export type Statement = GrantStatement | IncludeStatement | BlockStatement | TrustStatement;

/** `allow …` or `deny …` */
export interface GrantStatement extends NodeOf<"GrantStatement"> {
  readonly annotations: readonly Annotation[];
  readonly effect: "Allow" | "Deny";
  readonly actions: ActionExpression;
  readonly principals?: readonly Principal[];
  readonly resources?: ResourceExpression;
  readonly condition?: ConditionExpression;
  /** `as Sid` or `as "Sid"` */
  readonly sid?: Identifier | StringLiteral;
}

/** `include P, Q("x")` */
export interface IncludeStatement extends NodeOf<"IncludeStatement"> {
  readonly annotations: readonly Annotation[];
  readonly references: readonly NameReference[];
}

/** `when C { … }`, `on R { … }`, `on R when C { … }` */
export interface BlockStatement extends NodeOf<"BlockStatement"> {
  readonly annotations: readonly Annotation[];
  readonly resources?: ResourceExpression;
  readonly condition?: ConditionExpression;
  readonly body: readonly Statement[];
}

/** `trust PRINCIPALS when C` */
export interface TrustStatement extends NodeOf<"TrustStatement"> {
  readonly annotations: readonly Annotation[];
  readonly principals: readonly Principal[];
  readonly condition?: ConditionExpression;
}

/** `service("…")`, `account("…")`, `arn("…")`, `oidc("…")`, `saml("…")` or `anyone`. */
export interface Principal extends NodeOf<"Principal"> {
  readonly type: Identifier;
  readonly value?: ValueExpression;
}

// ── tests ──

export type Expectation = AccessExpectation | NeverProof | RelationProof;

/** `expect R can A on X with { … }` */
export interface AccessExpectation extends NodeOf<"AccessExpectation"> {
  readonly annotations: readonly Annotation[];
  readonly subject: NameReference;
  readonly allowed: boolean;
  readonly actions: ActionExpression;
  readonly resources?: ResourceExpression;
  readonly context: readonly ContextEntry[];
}

export interface ContextEntry extends NodeOf<"ContextEntry"> {
  readonly key: QualifiedName;
  readonly value: ValueExpression;
}

/** `prove R never A on X unless C` */
export interface NeverProof extends NodeOf<"NeverProof"> {
  readonly annotations: readonly Annotation[];
  readonly subject: NameReference;
  readonly actions: ActionExpression;
  readonly resources?: ResourceExpression;
  readonly unless?: ConditionExpression;
}

/** `prove R within Q`, `prove R equals Q` */
export interface RelationProof extends NodeOf<"RelationProof"> {
  readonly annotations: readonly Annotation[];
  readonly subject: NameReference;
  readonly relation: "within" | "equals";
  readonly other: NameReference;
}
