import type { JsonNode } from "./node.ts";
import { normaliseTest } from "../canonical/tests.ts";
import type { ConditionTest, Effect, PatternSet, Statement } from "../document.ts";
import { both } from "../logic/both.ts";
import { readTest, writeTest } from "../logic/key-test.ts";
import type { PolicyType } from "../policy-type.ts";
import { baseOperators, parseOperator, printOperator } from "../operators.ts";
import { escapeVariables } from "./escape.ts";
import { members, typeName, type Members } from "./members.ts";
import { notePrincipals, principalElements } from "./principal.ts";
import { placeOf, type Note, type Place } from "./problem.ts";

/** Where a statement and its parts stand in the text. */
export interface StatementPlaces extends Place {
  readonly sid?: Place;
  readonly actions: readonly Place[];
  readonly resources: readonly Place[];
  readonly conditions: readonly Place[];
}

/** A statement and its places. */
export interface ReadStatement {
  readonly statement: Statement;
  readonly places: StatementPlaces;
}

const elements = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/** What a document's version means for its statements. */
export interface ReadContext {
  readonly type: PolicyType;
  readonly text: string;
  /** False for 2008-10-17, where `${` is literal. */
  readonly variables: boolean;
  readonly note: Note;
}

/**
 * Reads one statement; undefined where something is wrong.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readStatement(node: JsonNode, context: ReadContext): ReadStatement | undefined {
  const { note } = context;
  if (node.type !== "object") {
    note(placeOf(node), { kind: "wrong-type", element: "Statement", expected: "an object", found: typeName(node) });
    return undefined;
  }
  const found = members(node, "statement", elements, note, principalElements);
  notePrincipals(found, node, context.type, note);
  const sid = readSid(found, context);
  const effect = readEffect(found, node, note);
  const actions = readPatterns(found, node, "Action", context);
  const resources = readPatterns(found, node, "Resource", context);
  const conditions = readConditions(found, context);
  if (effect === undefined || actions === undefined || resources === undefined) return undefined;
  return {
    statement: {
      ...(sid === undefined ? {} : { sid: sid.text }),
      effect,
      actions: actions.set,
      resources: resources.set,
      conditions: conditions.map(({ test }) => test),
    },
    places: {
      ...placeOf(node),
      ...(sid === undefined ? {} : { sid: sid.place }),
      actions: actions.places,
      resources: resources.places,
      conditions: conditions.map(({ place }) => place),
    },
  };
}

/** Only IAM itself is strict about the letters of a Sid. */
function readSid(found: Members, { type, note }: ReadContext): { text: string; place: Place } | undefined {
  const value = found.get("Sid")?.value;
  if (value === undefined) return undefined;
  if (value.type !== "string") note(placeOf(value), { kind: "wrong-type", element: "Sid", expected: "a string", found: typeName(value) });
  else if (type !== "resource" && !/^[A-Za-z0-9]*$/.test(value.value as string))
    note(placeOf(value), { kind: "invalid-sid", sid: value.value as string });
  else if (value.value !== "") return { text: value.value as string, place: placeOf(value) };
  return undefined;
}

function readEffect(found: Members, node: JsonNode, note: Note): Effect | undefined {
  const value = found.get("Effect")?.value;
  if (value === undefined) {
    note({ start: node.offset, end: node.offset + 1 }, { kind: "missing-element", elements: ["Effect"], parent: "statement" });
    return undefined;
  }
  if (value.type !== "string")
    note(placeOf(value), { kind: "wrong-type", element: "Effect", expected: "a string", found: typeName(value) });
  else if (value.value === "Allow" || value.value === "Deny") return value.value;
  else note(placeOf(value), { kind: "invalid-value", element: "Effect", value: value.value as string, known: ["Allow", "Deny"] });
  return undefined;
}

function readPatterns(
  found: Members,
  node: JsonNode,
  element: "Action" | "Resource",
  context: ReadContext,
): { set: PatternSet; places: readonly Place[] } | undefined {
  const plain = found.get(element);
  const complement = found.get(`Not${element}`);
  const { note } = context;
  if (plain !== undefined && complement !== undefined) {
    const [first, second] = plain.name.offset < complement.name.offset ? [plain, complement] : [complement, plain];
    const names = first === plain ? [`Not${element}`, element] : [element, `Not${element}`];
    note(placeOf(second.name), { kind: "both-elements", element: names[0]!, other: names[1]!, first: placeOf(first.name) });
  }
  const member = plain ?? complement;
  if (member === undefined) {
    // A trust policy has no resource; where none is expected, that it is one has been said.
    if (element === "Resource" && (context.type === "trust" || principalElements.some((name) => found.get(name) !== undefined)))
      return undefined;
    note(
      { start: node.offset, end: node.offset + 1 },
      { kind: "missing-element", elements: [element, `Not${element}`], parent: "statement" },
    );
    return undefined;
  }
  const name = member === plain ? element : `Not${element}`;
  const nodes = member.value.type === "array" ? (member.value.children ?? []) : [member.value];
  const patterns: string[] = [];
  for (const one of nodes) {
    if (one.type === "string") {
      const text = one.value as string;
      patterns.push(element === "Resource" && !context.variables ? escapeVariables(text, "resource") : text);
    } else note(placeOf(one), { kind: "wrong-type", element: name, expected: "a string or a list of strings", found: typeName(one) });
  }
  return { set: { negated: member === complement, patterns }, places: nodes.map(placeOf) };
}

interface PlacedTest {
  readonly test: ConditionTest;
  readonly place: Place;
}

function readConditions(found: Members, context: ReadContext): readonly PlacedTest[] {
  const condition = found.get("Condition")?.value;
  const { note } = context;
  if (condition === undefined) return [];
  if (condition.type !== "object") {
    note(placeOf(condition), { kind: "wrong-type", element: "Condition", expected: "an object", found: typeName(condition) });
    return [];
  }
  const tests = new Map<string, PlacedTest>();
  for (const { name, value } of members(condition, "condition", undefined, note).all) {
    const written = name.value as string;
    const operator = parseOperator(written);
    if (operator === undefined) {
      note(placeOf(name), { kind: "unknown-operator", name: written, known: baseOperators.map((base) => base.name) });
      continue;
    }
    if (value.type !== "object") {
      note(placeOf(value), { kind: "wrong-type", element: written, expected: "an object of condition keys", found: typeName(value) });
      continue;
    }
    for (const key of members(value, "operator", undefined, note).all) {
      const values = readValues(key.value, key.name.value as string, operator.base.variables, context);
      add({ test: { operator: printOperator(operator), key: key.name.value as string, values }, place: placeOf(key.name) });
    }
  }
  return [...tests.values()];

  /** IAM ignores the letter case of operators and keys, so two may be one. */
  function add(own: PlacedTest): void {
    const name = `${own.test.operator} ${own.test.key.toLowerCase()}`;
    const other = tests.get(name);
    if (other === undefined) {
      tests.set(name, own);
      return;
    }
    const plain = (test: ConditionTest): ConditionTest =>
      normaliseTest(
        test,
        () => other.test.key,
        (text) => text,
      );
    const one = both(readTest(plain(other.test)), readTest(plain(own.test)));
    if (one === undefined || one === "never")
      note(own.place, { kind: "repeated-test", operator: own.test.operator, key: own.test.key, first: other.place });
    else tests.set(name, { test: writeTest(one), place: other.place });
  }
}

function readValues(node: JsonNode, key: string, variables: boolean, context: ReadContext): readonly string[] {
  const nodes = node.type === "array" ? (node.children ?? []) : [node];
  const values: string[] = [];
  for (const one of nodes) {
    if (one.type === "string") {
      const text = one.value as string;
      values.push(variables && !context.variables ? escapeVariables(text, "value") : text);
    } else if (one.type === "number" || one.type === "boolean") values.push(context.text.slice(one.offset, one.offset + one.length));
    else context.note(placeOf(one), { kind: "wrong-type", element: key, expected: "a value or a list of values", found: typeName(one) });
  }
  return values;
}
