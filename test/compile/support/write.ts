import type { ActionModel, GrantModel, Program, ResourceModel, TestModel, Text } from "./model.ts";
import { arnOf } from "./model.ts";

/** The texts of one way to write a program, by uri; `input.chimepolicy` is the one to compile. */
export type Written = Readonly<Record<string, string>>;

/** Writes a program in one of its many ways: the same seed gives the same text. */
export function write(program: Program, seed: number): Written {
  return new Writer(seed).program(program);
}

/** Writes a program as plainly as can be. */
export function writePlainly(program: Program): Written {
  return new Writer(0, true).program(program);
}

interface Module {
  readonly declarations: string[];
}

class Writer {
  private state: number;
  private readonly plain: boolean;
  private counter = 0;
  private readonly main: Module = { declarations: [] };
  private readonly library: Module = { declarations: [] };
  private readonly imported: string[] = [];
  /** The module whose text is being written. */
  private at: Module = this.main;

  constructor(seed: number, plain = false) {
    this.state = seed;
    this.plain = plain;
  }

  program({ documents }: Program): Written {
    const written = documents.map(({ kind, name, statements }) => `${kind} ${name} {${this.gap()}${this.body(statements)}}`);
    const main = [...this.main.declarations, ...written];
    const imports = this.imported.length === 0 ? [] : [`import { ${this.imported.join(", ")} } from "./library"`];
    const files: Record<string, string> = { "input.chimepolicy": this.join([...imports, ...this.shuffle(main)]) };
    if (this.imported.length > 0) files["library.chimepolicy"] = this.join(this.shuffle(this.library.declarations));
    return files;
  }

  private body(statements: readonly GrantModel[]): string {
    const pieces = this.shuffle(statements.flatMap((statement) => this.split(statement)));
    // Where white space is left to chance, a block behind a statement can often be read as its clauses, and is refused: blocks come first.
    const blocks: string[] = [];
    const others: string[] = [];
    for (const piece of pieces) {
      const [fragment, whenBlock, onBlock] = [this.chance(0.15), this.chance(0.15), this.chance(0.15)];
      if (fragment) others.push(this.inFragment(piece));
      else if (whenBlock && piece.tests.length > 0) {
        const outer = piece.tests.filter(() => this.chance(0.5));
        const inner = piece.tests.filter((test) => !outer.includes(test));
        if (outer.length === 0) others.push(this.grant(piece));
        else blocks.push(`when ${this.condition(outer)} {${this.gap()}${this.grant({ ...piece, tests: inner })}${this.gap()}}`);
      } else if (onBlock && piece.resources !== undefined) {
        blocks.push(`on ${this.resources(piece)} {${this.gap()}${this.grant({ ...piece, resources: undefined })}${this.gap()}}`);
      } else others.push(this.grant(piece));
    }
    return [...blocks, ...this.shuffle(others)].map((line) => `${line}${this.gap()}`).join("");
  }

  /** Moves a statement into a policy that is included. */
  private inFragment(piece: GrantModel): string {
    const name = this.name("Part");
    if (this.chance(0.5)) {
      const before = this.at;
      this.at = this.library;
      this.library.declarations.push(`policy ${name} {${this.gap()}${this.grant(piece)}${this.gap()}}`);
      this.at = before;
      if (before === this.main) this.imported.push(name);
      return `include ${name}`;
    }
    const parameter = this.name("value");
    const [resource] = Array.isArray(piece.resources) ? (piece.resources as readonly ResourceModel[]) : [];
    const argument: Text = resource?.fields[0] ?? { source: "unused", json: "unused" };
    const grant = this.grant(piece, resource === undefined ? undefined : { text: argument, parameter });
    this.at.declarations.push(
      `policy ${name}(${parameter}: string${this.chance(0.3) ? ", more: number = 5" : ""}) {${this.gap()}${grant}${this.gap()}}`,
    );
    return `include ${name}(${this.chance(0.3) ? `${parameter}: ` : ""}"${argument.source}")`;
  }

  /** A statement as one or several that mean the same together. */
  private split(statement: GrantModel): readonly GrantModel[] {
    const { actions, resources, negatedActions, negatedResources } = statement;
    if (this.chance(0.3) && actions.length > 1 && !negatedActions) {
      const at = 1 + this.below(actions.length - 1);
      return [
        { ...statement, actions: actions.slice(0, at) },
        { ...statement, actions: actions.slice(at) },
      ].flatMap((part) => this.split(part));
    }
    if (this.chance(0.3) && Array.isArray(resources) && resources.length > 1 && !negatedResources) {
      const list = resources as readonly ResourceModel[];
      const at = 1 + this.below(list.length - 1);
      return [
        { ...statement, resources: list.slice(0, at) },
        { ...statement, resources: list.slice(at) },
      ].flatMap((part) => this.split(part));
    }
    return [statement];
  }

  private grant(statement: GrantModel, argument?: { readonly text: Text; readonly parameter: string }): string {
    const parts = [statement.effect === "Allow" ? "allow" : "deny", this.gap(), this.actions(statement)];
    if (statement.resources !== undefined) parts.push(this.gap(), "on ", this.resources(statement, argument));
    if (statement.tests.length > 0) parts.push(this.gap(), "when ", this.condition(statement.tests));
    return parts.join("");
  }

  // ── actions ──

  private actions({ actions, negatedActions }: GrantModel): string {
    const text = this.actionList(actions);
    if (!negatedActions) return text;
    return `* except ${actions.length === 1 && !this.isComputed(actions[0]!) ? text : `(${text})`}`;
  }

  private actionList(actions: readonly ActionModel[]): string {
    if (this.chance(0.15)) {
      const name = this.name("Calls");
      this.at.declarations.push(`actions ${name} = ${this.actionList(actions)}`);
      return name;
    }
    const shuffled = this.shuffle(actions);
    const out: string[] = [];
    for (let i = 0; i < shuffled.length; i++) {
      const action = shuffled[i]!;
      if (this.isComputed(action)) {
        out.push(this.computed(action));
        continue;
      }
      const group = [this.case(action.pattern)];
      while (
        this.chance(0.6) &&
        i + 1 < shuffled.length &&
        !this.isComputed(shuffled[i + 1]!) &&
        shuffled[i + 1]!.service === action.service
      )
        group.push(this.case(shuffled[++i]!.pattern));
      if (this.chance(0.1)) group.push(group[0]!);
      out.push(
        group.length > 1 || this.chance(0.2)
          ? `${action.service}:{${this.gap()}${group.join(this.comma())}${this.chance(0.3) ? "," : ""}${this.gap()}}`
          : `${action.service}:${group[0]!}`,
      );
    }
    return out.join(this.comma());
  }

  private isComputed({ minus, levels }: ActionModel): boolean {
    return minus !== undefined || levels !== undefined;
  }

  private computed({ service, pattern, minus, levels }: ActionModel): string {
    const base = `${service}:${pattern}`;
    if (minus !== undefined) return `(${base} except ${service}:${minus})`;
    return `${base}[${this.shuffle(levels!).join(this.comma())}]`;
  }

  /** IAM ignores the case of actions. */
  private case(name: string): string {
    return this.chance(0.05) ? name.toLowerCase() : name;
  }

  // ── resources ──

  private resources({ resources, negatedResources }: GrantModel, argument?: { readonly text: Text; readonly parameter: string }): string {
    if (resources === "*" || resources === undefined) return "*";
    const list = this.resourceList(resources, argument);
    return negatedResources ? `* except (${list})` : list;
  }

  private resourceList(resources: readonly ResourceModel[], argument?: { readonly text: Text; readonly parameter: string }): string {
    if (argument === undefined && this.chance(0.15)) {
      const name = this.name("Things");
      if (this.chance(0.5)) {
        this.at.declarations.push(`resource ${name} = ${this.resourceList(resources)}`);
        return name;
      }
      const parameter = this.name("field");
      const text = resources[0]!.fields[0]!;
      this.at.declarations.push(`resource ${name}(${parameter}: string) = ${this.resourceList(resources, { text, parameter })}`);
      return `${name}("${text.source}")`;
    }
    const out: string[] = [];
    const rest = [...this.shuffle(resources)];
    while (rest.length > 0) {
      const resource = rest.shift()!;
      const alike = rest.filter((other) => this.sameHead(resource, other));
      if (alike.length > 0 && this.chance(0.6)) {
        for (const other of alike) rest.splice(rest.indexOf(other), 1);
        const last = [resource, ...alike].map(({ fields }) => this.text(fields.at(-1)!, argument));
        out.push(this.constructorOf(resource, `[${last.join(this.comma())}]`, argument));
      } else if (argument === undefined && this.chance(0.3)) out.push(`"${arnOf(resource, "source")}"`);
      else out.push(this.constructorOf(resource, undefined, argument));
      if (this.chance(0.1)) out.push(out.at(-1)!);
    }
    return out.join(this.comma());
  }

  private sameHead(a: ResourceModel, b: ResourceModel): boolean {
    return (
      a.type === b.type &&
      a.region === b.region &&
      a.account === b.account &&
      a.fields.slice(0, -1).every((field, index) => field === b.fields[index])
    );
  }

  private constructorOf(
    { type, fields, region, account }: ResourceModel,
    last: string | undefined,
    argument?: { readonly text: Text; readonly parameter: string },
  ): string {
    const written = fields.map((field, index) => (last !== undefined && index === fields.length - 1 ? last : this.text(field, argument)));
    if (written.at(-1) === "*" && this.chance(0.5)) written.pop();
    const named: string[] = [];
    if (region !== undefined) named.push(`region: "${region}"`);
    else if (this.chance(0.05) && /^(chime|sqs|dynamodb|lambda)/.test(type)) named.push("region: *");
    if (account !== undefined) named.push(`account: "${account}"`);
    return `${type}(${[...written, ...this.shuffle(named)].join(this.comma())})`;
  }

  /** A text where a value may stand: `*`, a literal, a constant, or a literal that holds a constant. */
  private text(text: Text, argument?: { readonly text: Text; readonly parameter: string }): string {
    if (argument?.text === text) return argument.parameter;
    if (text.source === "*" && this.chance(0.7)) return "*";
    if (this.chance(0.1)) {
      const name = this.name("part");
      this.at.declarations.push(`let ${name} = "${text.source}"`);
      return this.chance(0.5) ? name : `"\${${name}}"`;
    }
    return `"${text.source}"`;
  }

  // ── conditions ──

  private condition(tests: readonly TestModel[]): string {
    if (this.chance(0.15)) {
      const name = this.name("When");
      const parameter = this.name("given");
      const [first] = tests;
      const [value] = first!.values;
      if (this.chance(0.5) || first!.bare) {
        this.at.declarations.push(`condition ${name} = ${this.condition(tests)}`);
        return name;
      }
      const inner = this.shuffle(tests).map((test) => this.test(test, test === first ? { text: value!, parameter } : undefined));
      this.at.declarations.push(`condition ${name}(${parameter}: string) = ${inner.join(this.and())}`);
      return `${name}("${value!.source}")`;
    }
    const written = this.shuffle(tests).map((test) => this.test(test));
    if (written.length > 1 && this.chance(0.2))
      return `(${written[0]!}${this.and()}${written[1]!})${written
        .slice(2)
        .map((one) => this.and() + one)
        .join("")}`;
    return written.join(this.and());
  }

  private test(
    { quantifier, key, sign, operator, values, ifExists, bare }: TestModel,
    argument?: { readonly text: Text; readonly parameter: string },
  ): string {
    const tail = ifExists ? " if exists" : "";
    const head = quantifier === undefined ? key : `${quantifier} ${key}`;
    const base = operator.replace(/^.*:/, "");
    if (sign === "exists" || sign === "not exists") return this.chance(0.7) ? `${key} ${sign}` : `${key} Null ${values[0]!.source}`;
    const written = this.shuffle(values).map((value) => (bare && this.chance(0.8) ? value.source : this.text(value, argument)));
    const list = `[${written.join(this.comma())}]`;
    const single = written.length === 1;
    if (this.chance(0.2)) {
      const name = this.chance(0.5) || quantifier === undefined ? undefined : operator;
      return `${name === undefined ? head : key} ${name ?? base} ${single && this.chance(0.5) ? written[0]! : list}${tail}`;
    }
    if (sign === "bool" || sign === "<" || sign === ">=") return `${head} ${sign === "bool" ? "==" : sign} ${written[0]!}${tail}`;
    const equals = sign === "in" ? "==" : sign === "not in" ? "!=" : sign;
    return `${head} ${single && this.chance(0.6) ? `${equals} ${written[0]!}` : `${sign} ${list}`}${tail}`;
  }

  // ── chance and white space ──

  private chance(probability: number): boolean {
    return !this.plain && this.random() < probability;
  }

  private below(count: number): number {
    return Math.floor(this.random() * count);
  }

  private random(): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  private shuffle<T>(items: readonly T[]): readonly T[] {
    if (this.plain) return items;
    return items
      .map((item) => ({ item, at: this.random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }

  private name(stem: string): string {
    const words = ["", "Voice", "Meeting", "Chat"];
    return `${stem}${words[this.below(words.length)]!}${++this.counter}`;
  }

  private comma(): string {
    return `,${this.gap()}`;
  }

  private and(): string {
    return `${this.gap()}and${this.gap()}`;
  }

  private gap(): string {
    if (this.plain) return " ";
    const gaps = [" ", " ", " ", "\n", "\r\n", "\t", "  \n  ", ' // why {this} "is\n', "\n\n"];
    return gaps[this.below(gaps.length)]!;
  }

  private join(parts: readonly string[]): string {
    return parts.map((part) => `${part}${this.plain ? "\n" : `\n${this.gap()}`}`).join("");
  }
}
