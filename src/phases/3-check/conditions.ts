import { likelyType, operatorsBySign, signsFor } from "../../ast/signs.ts";
import type { Predicate, QualifiedName } from "../../ast/source.ts";
import type { ConditionKey } from "../../catalog/catalog.ts";
import { findKey } from "../../catalog/find-key.ts";
import type { KeyTest } from "../../iam/logic/key-test.ts";
import { baseOperators, parseOperator, type BaseOperator, type Operator } from "../../iam/operators.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import { locate, type Location, type Span } from "../../text/source.ts";
import { checkConditionValue } from "./condition-values.ts";
import { evaluate } from "./evaluate.ts";
import type { Frame } from "./frame.ts";
import { asString, elementsOf } from "./values.ts";
import { keyCandidates } from "./variables.ts";

/** One test of one key, its operator chosen and its values checked. */
export interface Test extends KeyTest {
  /** What the catalog knows of the key; undefined when that is nothing. */
  readonly known: ConditionKey | undefined;
  readonly predicate: Predicate;
  readonly frame: Frame;
  readonly location: Location;
  /** What the predicate says, for as long as the test says the same. */
  readonly asWritten: Pick<KeyTest, "operator" | "values"> & { readonly places: readonly Span[] };
}

/** The test that a predicate is in IAM's terms; undefined, and reported, where it is none. */
export function evaluatePredicate(predicate: Predicate, frame: Frame): Test | undefined {
  const name = `${predicate.key.prefix}:${predicate.key.name}`;
  const known = findKey(name, frame.catalog);
  if (known === undefined) reportKey(predicate.key, name, frame);
  const value = predicate.value === undefined ? undefined : evaluate(predicate.value, frame);
  const operator = chooseOperator(predicate, name, known, frame);
  if (operator === undefined) return undefined;
  checkQuantifier(predicate, operator, name, known, frame);

  const values: string[] = [];
  const places: Span[] = [];
  if (value === undefined) values.push(predicate.operator.sign === "exists" ? "false" : "true");
  else {
    if (value.kind === "unknown") return undefined;
    if (value.kind === "list" && (predicate.operator.sign === "==" || predicate.operator.sign === "!=")) {
      const sign = predicate.operator.sign === "==" ? "in" : "not in";
      frame.report(
        "invalid-predicate",
        { problem: `\`${predicate.operator.sign}\` compares with one value, and this is a list` },
        predicate.operator,
        {
          help: `write \`${sign}\``,
          fixes: [frame.fix(`write \`${sign}\``, predicate.operator, sign)],
        },
      );
      return undefined;
    }
    const elements = elementsOf(value);
    if (elements.length === 0) {
      frame.report("invalid-predicate", { problem: "this list is empty, so no value can match" }, predicate.value!, {
        aws: emptyListName(operator),
      });
      return undefined;
    }
    const written = predicate.value!.kind === "ListExpression" ? predicate.value!.elements : [];
    for (let index = 0; index < elements.length; index++) {
      const element = elements[index]!;
      if (element.kind === "unknown" || element.kind === "list") return undefined;
      const place = (written.length === elements.length ? written[index] : undefined) ?? predicate.value!;
      checkConditionValue(element, operator.base, place, frame);
      places.push(place);
      values.push(normalText(element.kind === "boolean" ? String(element.value) : asString(element)!.text, operator.base));
    }
  }
  const location = frame.chain[0] ?? locate(frame.module.source, predicate);
  const test = { operator, key: name, known, values, predicate, frame, location, asWritten: { operator, values, places } };
  return isLoose(operator, known) ? { ...test, loose: true } : test;
}

/** What Access Analyzer calls a list without values. */
function emptyListName({ quantifier, ifExists }: Operator): string {
  if (quantifier !== undefined) return `EMPTY_ARRAY_CONDITION_${quantifier.toUpperCase()}`;
  return ifExists ? "EMPTY_ARRAY_CONDITION_IFEXISTS" : "EMPTY_ARRAY_CONDITION";
}

/** One spelling for values that IAM takes for equal. */
function normalText(text: string, { family }: BaseOperator): string {
  if (family === "Bool" || family === "Null") return text.toLowerCase();
  if (family !== "Numeric") return text;
  const [, sign, whole, fraction] = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const digits = fraction === undefined || fraction === "" ? whole : `${whole}.${fraction}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** Reports a condition key that nobody knows. */
export function reportKey(key: QualifiedName, name: string, frame: Frame): void {
  const near = suggest(name, keyCandidates(name, frame));
  const help =
    key.prefix.toLowerCase() === "chime"
      ? "Amazon Chime has no condition keys of its own; tags are tested with `aws:ResourceTag/…` and `aws:RequestTag/…`"
      : undefined;
  frame.report("unknown-condition-key", { key: name }, key, {
    aws: awsNameOf(key, name, frame),
    help: didYouMean(near) ?? help,
    fixes: certain(name, near)
      .filter((text) => !text.endsWith("…"))
      .map((text) => frame.fix(`write \`${text}\``, key, text)),
  });
}

function awsNameOf({ prefix }: QualifiedName, name: string, { catalog }: Frame): string {
  if (name.endsWith("/") && findKey(`${name}x`, catalog) !== undefined) return "MISSING_TAG_KEY_IN_CONDITION";
  // Access Analyzer has two names for this key, and its documentation does not tell them apart but by the spelling.
  if (/^aws:arn$/i.test(name)) return name === "aws:ARN" ? "UNSUPPORTED_GLOBAL_CONDITION_KEY" : "DEPRECATED_GLOBAL_CONDITION_KEY";
  if (prefix.toLowerCase() === "aws") return "INVALID_GLOBAL_CONDITION_KEY";
  return catalog.services.includes(prefix.toLowerCase()) ? "INVALID_SERVICE_CONDITION_KEY" : "INVALID_SERVICE";
}

const baseByName = new Map(baseOperators.map((operator) => [operator.name, operator]));
const quantifiers = { any: "ForAnyValue", all: "ForAllValues" } as const;

/** How messages call what a key holds. */
const typeNames: Readonly<Record<ConditionKey["type"], string>> = {
  String: "texts",
  ARN: "ARNs",
  Bool: "`true` or `false`",
  Numeric: "numbers",
  Date: "dates",
  IPAddress: "IP addresses",
  Binary: "bytes",
};

function chooseOperator(predicate: Predicate, name: string, known: ConditionKey | undefined, frame: Frame): Operator | undefined {
  const { sign, name: written } = predicate.operator;
  const quantifier = predicate.quantifier === undefined ? {} : { quantifier: quantifiers[predicate.quantifier] };
  if (sign === "exists" || sign === "not exists") {
    if (predicate.ifExists || predicate.ignoringCase)
      return refuse(predicate, `\`${predicate.ifExists ? "if exists" : "ignoring case"}\` says nothing after \`${sign}\``, frame);
    return { base: baseByName.get("Null")!, ifExists: false };
  }
  if (sign === undefined) return namedOperator(predicate, written, name, known, frame);

  const type = known?.type ?? likelyType(sign, predicate.value);
  const chosen = operatorsBySign[sign][type];
  if (chosen === undefined) {
    const instead =
      type === "Bool" && (sign === "!=" || sign === "not in")
        ? "write `== false`, or `== false if exists` to hold where the key is missing too"
        : `${typeNames[type]} are compared with ${signs(type)}`;
    frame.report(
      "invalid-predicate",
      { problem: `\`${sign}\` does not compare ${typeNames[type]}, which \`${name}\` holds` },
      predicate.operator,
      { help: instead },
    );
    return undefined;
  }
  if (!predicate.ignoringCase) return { ...quantifier, base: baseByName.get(chosen)!, ifExists: predicate.ifExists };
  if (chosen !== "StringEquals" && chosen !== "StringNotEquals") {
    return refuse(predicate, "`ignoring case` goes with `==`, `!=`, `in` and `not in` on text only", frame);
  }
  return { ...quantifier, base: baseByName.get(`${chosen}IgnoreCase`)!, ifExists: predicate.ifExists };
}

function signs(type: ConditionKey["type"]): string {
  return signsFor(type)
    .map((sign) => `\`${sign}\``)
    .join(", ");
}

function refuse(predicate: Predicate, problem: string, frame: Frame, aws?: string): undefined {
  frame.report("invalid-predicate", { problem }, predicate, { aws });
  return undefined;
}

function namedOperator(
  predicate: Predicate,
  written: string,
  name: string,
  known: ConditionKey | undefined,
  frame: Frame,
): Operator | undefined {
  const operator = parseOperator(written);
  if (operator === undefined) {
    const near = suggest(
      written,
      baseOperators.map((one) => one.name),
    );
    const isNull = /(^|:)nullifexists$/i.test(written);
    frame.report("unknown-operator", { operator: written }, predicate.operator, {
      aws: isNull ? "NULL_WITH_IF_EXISTS" : "INVALID_CONDITION_OPERATOR",
      help: isNull ? "`Null` asks itself whether the key is there, and has no `IfExists`" : didYouMean(near),
      fixes: certain(
        written,
        near.filter((text) => /not/i.test(text) === /not/i.test(written)),
      ).map((text) => frame.fix(`write \`${text}\``, predicate.operator, text)),
    });
    return undefined;
  }
  if (predicate.ignoringCase)
    return refuse(predicate, "`ignoring case` goes with `==` and `!=`; of the named operators, take `StringEqualsIgnoreCase`", frame);
  if (predicate.ifExists && operator.base.family === "Null")
    return refuse(predicate, "`Null` has no `if exists`", frame, "NULL_WITH_IF_EXISTS");
  if (predicate.quantifier !== undefined && operator.quantifier !== undefined)
    return refuse(predicate, `\`${predicate.quantifier}\` and \`${operator.quantifier}:\` say the same twice`, frame);
  if (known !== undefined && !takes(known, operator.base, name)) {
    frame.report("operator-does-not-fit", { operator: operator.base.name, key: name, type: typeNames[known.type] }, predicate.operator, {
      // On a text, AWS itself may take the bytes that it stands for.
      aws: operator.base.family === "Binary" && known.type === "String" ? undefined : "TYPE_MISMATCH",
      help: `IAM does not convert: the test would always fail; use ${signs(known.type)}`,
    });
  }
  const quantifier = operator.quantifier ?? (predicate.quantifier === undefined ? undefined : quantifiers[predicate.quantifier]);
  return { ...(quantifier === undefined ? {} : { quantifier }), base: operator.base, ifExists: operator.ifExists || predicate.ifExists };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function takes(key: ConditionKey, operator: BaseOperator, name: string): boolean {
  switch (operator.family) {
    case "Null":
      return true;
    case "String":
    case "Arn":
      return key.type === "String" || key.type === "ARN";
    case "Numeric":
      return key.type === "Numeric" || name.toLowerCase() === "aws:epochtime";
    case "IpAddress":
      return key.type === "IPAddress";
    case "Date":
    case "Bool":
    case "Binary":
      return key.type === operator.family;
  }
}

/** Whether a key of many values is tested as if it had one. */
function isLoose({ base, quantifier }: Operator, known: ConditionKey | undefined): boolean {
  return known !== undefined && known.multiValued && quantifier === undefined && base.family !== "Null";
}

function checkQuantifier(predicate: Predicate, operator: Operator, name: string, known: ConditionKey | undefined, frame: Frame): void {
  if (known === undefined || operator.base.family === "Null") return;
  if (isLoose(operator, known)) {
    frame.report("missing-quantifier", { key: name }, predicate.key, { help: `write \`any ${name} …\` or \`all ${name} …\`` });
  } else if (!known.multiValued && operator.quantifier !== undefined) {
    const written = predicate.quantifier ?? `${operator.quantifier}:`;
    const help =
      operator.quantifier === "ForAllValues" ? "`all` also holds when the key is missing; write `if exists` if that is meant" : undefined;
    const aws = operator.quantifier === "ForAllValues" ? "FORALLVALUES_WITH_SINGLE_VALUED_KEY" : undefined;
    frame.report("needless-quantifier", { quantifier: written, key: name }, predicate, { help, aws });
  }
}
