import type { IToken, ParserMethod, TokenType } from "chevrotain";
import type { ActionExpression, ActionGroup, Identifier, Principal, ResourceConstructor, ResourceExpression } from "../src/ast/source.ts";
import type { Span } from "../src/text/source.ts";
import { ConditionParser } from "./conditions.ts";
import { endOf, type Remedy } from "./problem.ts";
import * as t from "./tokens.ts";

const anAction = "an action such as `chime:GetMeeting`";
const aResource = "a resource such as `chime:meeting(*)`";

const actionStarts: ReadonlySet<TokenType> = new Set([t.QualifiedName, t.GroupOpen, t.Star, t.Identifier]);
const groupStarts: ReadonlySet<TokenType> = new Set([t.Identifier, t.Wild, t.Star]);
const levelStarts: ReadonlySet<TokenType> = new Set([t.Identifier]);
const resourceStarts: ReadonlySet<TokenType> = new Set([t.StringToken, t.QualifiedName, t.Star, t.Identifier]);
const principalStarts: ReadonlySet<TokenType> = new Set([t.Identifier]);
const [groupEnd, levelEnd, listEnd] = ["}", "]", ")"].map((close) => ({ ERR_MSG: `\`,\` or \`${close}\`` }));

interface Difference<T> extends Span {
  readonly base: T;
  readonly excluded: T;
}

/** Actions, resources and principals. */
export abstract class ExpressionParser extends ConditionParser {
  // ── actions ──

  // actions = action { "," action }
  readonly actions = this.RULE("actions", (): ActionExpression => this.readActions());

  protected readonly readActions = (): ActionExpression => {
    const { startOffset: start } = this.LA(1);
    const elements = this.listOrOne(1, this.readAction, actionStarts);
    if (!Array.isArray(elements)) return elements;
    this.refuseMixedExcept(elements);
    return { kind: "ActionList", start, end: this.endOffset(), elements };
  };

  /** An action; the frequent kinds without calling the rules. */
  private readonly readAction = (index: number): ActionExpression => {
    const { tokenType } = this.LA(1);
    if (tokenType === t.QualifiedName) return this.lessActions(this.filtered(this.qualifiedName(this.takeToken())));
    if (tokenType === t.GroupOpen) return this.lessActions(this.filtered(this.readGroup()));
    return this.subrule(index, this.action);
  };

  // action = actionPrimary [ "except" actionPrimary ]
  protected readonly action = this.RULE("action", (): ActionExpression => this.lessActions(this.SUBRULE1(this.actionPrimary)));

  private lessActions(base: ActionExpression): ActionExpression {
    const excluded = this.optional(1, t.Except, this.excludedAction);
    if (excluded === undefined) return base;
    return { kind: "ActionDifference", start: base.start, end: this.endOffset(), base, excluded };
  }

  private readonly excludedAction = () => this.excluded(this.actionPrimary);

  // actionPrimary = ( QualifiedName | actionGroup | "*" | reference | "(" actions [ "," ] ")" ) { levels }
  protected readonly actionPrimary = this.RULE("actionPrimary", (): ActionExpression =>
    this.filtered(this.LA(1).tokenType === t.QualifiedName ? this.qualifiedName(this.takeToken()) : this.otherAction()),
  );

  private filtered(base: ActionExpression): ActionExpression {
    if (this.RECORDING_PHASE) this.MANY(() => this.SUBRULE(this.levels));
    let result = base;
    while (this.LA(1).tokenType === t.LSquare) {
      const levels = this.SUBRULE(this.levels);
      result = { kind: "ActionFilter", start: base.start, end: this.endOffset(), base: result, levels };
    }
    return result;
  }

  private otherAction(): ActionExpression {
    this.refuseDeclaration(anAction);
    if (this.LA(2).tokenType === t.Colon && this.isAhead(t.Name, 1)) this.refuseSpace();
    return this.OR({
      DEF: [
        { ALT: () => this.qualifiedName(this.CONSUME(t.QualifiedName)) },
        { ALT: () => this.SUBRULE(this.actionGroup) },
        { ALT: () => this.anything("AnyAction", this.CONSUME(t.Star)) },
        { ALT: () => this.SUBRULE(this.reference) },
        {
          ALT: () => {
            const { startOffset } = this.CONSUME(t.LParen);
            const elements = this.list(3, this.readAction, actionStarts, t.RParen);
            this.refuseMixedExcept(elements);
            this.CONSUME(t.RParen, listEnd);
            return { kind: "ActionList" as const, start: startOffset, end: this.endOffset(), elements };
          },
        },
      ],
      ERR_MSG: anAction,
    });
  }

  private anything<K extends "AnyAction" | "AnyResource">(kind: K, token: IToken): { kind: K } & Span {
    return { kind, start: token.startOffset, end: endOf(token) };
  }

  // actionGroup = GroupOpen [ ActionName { "," ActionName } [ "," ] ] "}"
  protected readonly actionGroup = this.RULE("actionGroup", (): ActionGroup => this.readGroup());

  private readGroup(): ActionGroup {
    const open = this.CONSUME(t.GroupOpen);
    const service: Identifier = { kind: "Identifier", start: open.startOffset, end: endOf(open) - 2, text: open.image.slice(0, -2) };
    const names = this.unlessClosed(1, t.RCurly, this.readActionNames);
    this.CONSUME(t.RCurly, groupEnd);
    return { kind: "ActionGroup", start: open.startOffset, end: this.endOffset(), service, names: names ?? [] };
  }

  private readonly readActionNames = () => this.list(1, this.readActionName, groupStarts, t.RCurly);

  private readonly readActionName = (index: number): Identifier => {
    if (this.LA(1).tokenType === t.Identifier) return this.identifier(this.takeToken());
    return this.subrule(index, this.actionName);
  };

  protected readonly actionName = this.RULE("actionName", (): Identifier => {
    const token = this.LA(1);
    if (token.tokenType === t.Wild && /[./]/.test(token.image)) throw this.unexpected(t.ActionName.LABEL!);
    return this.identifier(this.CONSUME(t.ActionName));
  });

  // levels = "[" Name { "," Name } [ "," ] "]"
  protected readonly levels = this.RULE("levels", (): Identifier[] => {
    this.CONSUME(t.LSquare);
    const levels = this.list(1, this.readLevel, levelStarts, t.RSquare);
    this.CONSUME(t.RSquare, levelEnd);
    return levels;
  });

  private readonly readLevel = (index: number) => this.subrule(index, this.level);

  protected readonly level = this.RULE("level", (): Identifier =>
    this.identifier(this.CONSUME(t.Name, { ERR_MSG: "an access level such as `read`" })),
  );

  /** `chime: GetMeeting`, `chime :{…}`: a name and its prefix that white space keeps apart. */
  private refuseSpace(): void {
    const [prefix, colon, name] = [this.LA(1), this.LA(2), this.LA(3)];
    if (name.tokenType !== t.LCurly && !this.isAhead(t.ActionName, 3)) return;
    const written = `${prefix.image}:${name.image}`;
    // On the next line stands most likely something else, and this action is only half written.
    const isSplit = this.given.text.slice(endOf(colon), name.startOffset).includes("\n");
    if (isSplit) {
      this.SKIP_TOKEN();
      throw this.unexpected(anAction);
    }
    const remedies = [{ title: `write \`${written}\``, changes: [{ start: prefix.startOffset, end: endOf(name), text: written }] }];
    this.SKIP_TOKEN();
    this.faultAt(colon, anAction, { help: `write \`${written}\` without a space`, remedies });
    this.SKIP_TOKEN();
    if (name.tokenType === t.LCurly) {
      this.retype(name, t.GroupOpen);
    }
  }

  // ── resources ──

  // resources = resource { "," resource }
  readonly resources = this.RULE("resources", (): ResourceExpression => this.readResources());

  protected readonly readResources = (): ResourceExpression => {
    const { startOffset: start } = this.LA(1);
    const elements = this.listOrOne(1, this.readResource, resourceStarts);
    if (!Array.isArray(elements)) return elements;
    this.refuseMixedExcept(elements);
    return { kind: "ResourceList", start, end: this.endOffset(), elements };
  };

  /** A resource; the frequent kinds without calling the rules. */
  private readonly readResource = (index: number): ResourceExpression => {
    const { tokenType } = this.LA(1);
    if (tokenType === t.StringToken) return this.lessResources(this.string(this.takeToken()));
    if (tokenType === t.Star) return this.lessResources(this.anything("AnyResource", this.takeToken()));
    if (tokenType === t.QualifiedName && this.LA(2).tokenType === t.LParen) return this.lessResources(this.constructed());
    return this.subrule(index, this.resource);
  };

  // resource = resourcePrimary [ "except" resourcePrimary ]
  protected readonly resource = this.RULE("resource", (): ResourceExpression => this.lessResources(this.SUBRULE1(this.resourcePrimary)));

  private lessResources(base: ResourceExpression): ResourceExpression {
    const excluded = this.optional(1, t.Except, this.excludedResource);
    if (excluded === undefined) return base;
    return { kind: "ResourceDifference", start: base.start, end: this.endOffset(), base, excluded };
  }

  private readonly excludedResource = () => this.excluded(this.resourcePrimary);

  // resourcePrimary = String | QualifiedName arguments | "*" | reference | "(" resources [ "," ] ")"
  protected readonly resourcePrimary = this.RULE("resourcePrimary", (): ResourceExpression => {
    if (this.LA(1).tokenType === t.StringToken) return this.string(this.takeToken());
    const bare = this.LA(1).tokenType === t.QualifiedName && this.LA(2).tokenType !== t.LParen;
    if (bare || this.LA(1).tokenType === t.BareArn) throw this.bareResource();
    this.refuseDeclaration(aResource);
    return this.OR({
      DEF: [
        { ALT: () => this.string(this.CONSUME(t.StringToken)) },
        { ALT: () => this.constructed() },
        { ALT: () => this.anything("AnyResource", this.CONSUME(t.Star)) },
        { ALT: () => this.SUBRULE(this.reference) },
        {
          ALT: () => {
            const { startOffset } = this.CONSUME(t.LParen);
            const elements = this.list(3, this.readResource, resourceStarts, t.RParen);
            this.refuseMixedExcept(elements);
            this.CONSUME(t.RParen, listEnd);
            return { kind: "ResourceList" as const, start: startOffset, end: this.endOffset(), elements };
          },
        },
      ],
      ERR_MSG: aResource,
    });
  });

  private constructed(): ResourceConstructor {
    const type = this.qualifiedName(this.CONSUME(t.QualifiedName));
    const args = this.RECORDING_PHASE ? this.SUBRULE(this.arguments) : this.readArguments();
    return { kind: "ResourceConstructor", start: type.start, end: this.endOffset(), type, arguments: args };
  }

  /** A resource type without arguments, or an ARN without quotes. */
  private bareResource(): Error {
    const token = this.LA(1);
    const start = token.startOffset;
    if (!token.image.startsWith("arn:")) {
      const all = { title: `write \`${token.image}(*)\``, changes: [{ start: endOf(token), end: endOf(token), text: "(*)" }] };
      return this.unexpected(aResource, { help: `a resource type takes its fields: \`${token.image}(*)\``, remedies: [all] });
    }
    const quotes = { title: "put the ARN in quotes", changes: [{ start, end: endOf(token), text: `"${token.image}"` }] };
    return this.unexpected(aResource, { help: "put the ARN in quotes", remedies: [quotes] });
  }

  // ── `except` ──

  private excluded<T>(primary: ParserMethod<[], T>): T {
    this.CONSUME(t.Except);
    const excluded = this.SUBRULE2(primary);
    if (this.LA(1).tokenType === t.Except) {
      throw this.unexpected("the end of this `except`", { help: "put all that is excluded in one pair of parentheses: `except (A, B)`" });
    }
    return excluded;
  }

  /**
   * `A, B except C` and `A except B, C`: who reads them one way grants what who reads them the other way forbids, so
   * parentheses must say which is meant.
   */
  private refuseMixedExcept(elements: readonly (Span & { readonly kind: string })[]): void {
    if (this.RECORDING_PHASE || elements.length < 2 || !elements.some(isDifference)) return;
    const mixed = elements.flatMap((element, i) => (isDifference(element) ? [{ i, element }] : []));
    const first = mixed[0];
    if (first === undefined) return;
    const text = (from: number, to: number): string => this.given.text.slice(from, to);
    const [start, end] = [elements[0]!.start, elements.at(-1)!.end];
    const token = this.input[this.indexAt(first.element.base.end)]!;
    const remedies: Remedy[] = [];
    if (mixed.length === 1) {
      const { base, excluded } = first.element;
      const before = first.i === 0 ? text(start, base.end) : `(${text(start, base.end)})`;
      const after = first.i === elements.length - 1 ? text(excluded.start, end) : `(${text(excluded.start, end)})`;
      remedies.push({
        title: "subtract all that follows from all that precedes",
        changes: [{ start, end, text: `${before} except ${after}` }],
      });
    }
    const around = mixed.flatMap(({ element }) => [
      { start: element.start, end: element.start, text: "(" },
      { start: element.end, end: element.end, text: ")" },
    ]);
    // Two ways to read it are two remedies, and the author chooses; with more than two, none is offered.
    if (remedies.length > 0) remedies.push({ title: "subtract between the two neighbours only", changes: around });
    this.fault({
      slug: "ambiguous-except",
      start: token.startOffset,
      end: endOf(token),
      help: "put what belongs together in parentheses: `(A, B) except C` or `A, (B except C)`",
      remedies,
    });
  }

  // ── principals ──

  // principals = principal { "," principal }
  readonly principals = this.RULE("principals", (): Principal[] => this.list(1, this.readPrincipal, principalStarts));

  private readonly readPrincipal = (index: number) => this.subrule(index, this.principal);

  // principal = Name [ "(" value [ "," ] ")" ]
  protected readonly principal = this.RULE("principal", (): Principal => {
    this.refuseBarePrincipal();
    const type = this.identifier(this.CONSUME(t.Reference, { ERR_MSG: 'a principal such as `service("lambda.amazonaws.com")`' }));
    const value = this.optional(1, t.LParen, () => {
      this.CONSUME(t.LParen);
      const value = this.readValue(1);
      this.optional(2, t.Comma, () => this.CONSUME(t.Comma));
      this.CONSUME(t.RParen);
      return value;
    });
    const node: Principal = { kind: "Principal", start: type.start, end: this.endOffset(), type };
    return value === undefined ? node : { ...node, value };
  });

  private refuseBarePrincipal(): void {
    const token = this.LA(1);
    const everyone = token.tokenType === t.Star || token.image === '"*"';
    if (!everyone && token.tokenType !== t.StringToken) return;
    const inner = token.image.slice(1, -1);
    const kind = inner.endsWith(".amazonaws.com") ? "service" : /^\d+$/.test(inner) ? "account" : "arn";
    const written = everyone ? "anyone" : `${kind}(${token.image})`;
    const remedies = [{ title: `write \`${written}\``, changes: [{ start: token.startOffset, end: endOf(token), text: written }] }];
    throw this.unexpected("a principal", { help: `write \`${written}\``, remedies });
  }
}

function isDifference(node: Span & { readonly kind: string }): node is Difference<Span> & { readonly kind: string } {
  return node.kind === "ActionDifference" || node.kind === "ResourceDifference";
}
