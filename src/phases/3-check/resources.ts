import { classify } from "./classify.ts";
import type { CheckedPattern } from "../../ast/checked.ts";
import type { ResourceConstructor, ResourceExpression } from "../../ast/source.ts";
import { explainArn, type ArnProblemKind } from "../../catalog/arn.ts";
import type { Service } from "../../catalog/catalog.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { locate, type Span } from "../../text/source.ts";
import { constructArns } from "./constructors.ts";
import { evaluate } from "./evaluate.ts";
import { createFrame, definitionOf, once, type Frame } from "./frame.ts";
import { resourceLimit } from "./limits.ts";
import { bindArguments } from "./parameters.ts";
import { asString, describeValue, elementsOf, type StringValue, type Value } from "./values.ts";
import { checkVariables } from "./variables.ts";

/** The resources of a statement: a list of patterns, or everything but a list. */
export interface ResourceSet {
  readonly negated: boolean;
  readonly entries: readonly ResourceEntry[];
  /** True when some part could not be made out; what is missing then is no fault of the statement. */
  readonly faulty: boolean;
}

/** One pattern. */
export interface ResourceEntry extends CheckedPattern {
  readonly any: boolean;
  /** The part of the statement that brings it in. */
  readonly place: Span;
}

const narrow = "resources can be excluded from `*` only: IAM cannot subtract from a narrower set";

const faultySet: ResourceSet = { negated: false, entries: [], faulty: true };

/** The resources an expression stands for. */
export function evaluateResources(expression: ResourceExpression, frame: Frame): ResourceSet {
  switch (expression.kind) {
    case "ResourceList": {
      const entries: ResourceEntry[] = [];
      let faulty = false;
      let complement: ResourceExpression | undefined;
      for (const element of expression.elements) {
        const set = evaluateResources(element, frame);
        for (const entry of set.entries) entries.push(entry);
        if (set.faulty) faulty = true;
        if (set.negated) complement ??= element;
      }
      if (frame.exceeds(resourceLimit, entries.length, expression)) return faultySet;
      if (complement !== undefined && expression.elements.length > 1) {
        frame.report("narrow-except", { problem: "`* except …` cannot stand in a list with other resources" }, complement, {
          help: "give `* except …` a statement of its own",
        });
        return faultySet;
      }
      return { negated: complement !== undefined, entries, faulty };
    }
    case "AnyResource":
      return { negated: false, entries: [anyEntry(expression, frame)], faulty: false };
    case "StringLiteral":
      return fromValue(evaluate(expression, frame), expression, frame);
    case "ResourceConstructor":
      return once(expression, frame, () => fromConstructor(expression, frame));
    case "NameReference": {
      const binding = frame.bindingOf(expression.name);
      const definition = definitionOf(expression.name, frame, "ResourceDeclaration");
      if (definition === undefined) {
        if (binding === undefined || (binding.kind === "Definition" && binding.declaration.kind === "BrokenDeclaration")) return faultySet;
        return fromValue(evaluate(expression, frame), expression, frame);
      }
      const { module, declaration } = definition;
      const hasParameters = declaration.parameters.length > 0;
      const parameters = bindArguments(expression, declaration, module, frame);
      const chain = hasParameters ? [...frame.chain, locate(frame.module.source, expression)] : [];
      const inner = createFrame(frame.session, module, parameters, chain);
      const set = once(declaration, inner, () => evaluateResources(declaration.resources, inner));
      return { ...set, entries: set.entries.map((entry) => ({ ...entry, place: expression })) };
    }
    case "ResourceDifference": {
      const base = evaluateResources(expression.base, frame);
      const excluded = evaluateResources(expression.excluded, frame);
      if (base.faulty || excluded.faulty) return faultySet;
      const isEverything = !base.negated && base.entries.length === 1 && base.entries[0]!.any;
      if (isEverything && (excluded.negated || excluded.entries.some(({ any }) => any))) {
        frame.report("narrow-except", { problem: "what `except` leaves of `*` here cannot be said in IAM" }, expression, {
          help: "name the resources that are meant, without `except`",
        });
        return faultySet;
      }
      if (!isEverything) {
        frame.report("narrow-except", { problem: narrow }, expression.base, {
          help: "list the resources that are meant, or deny the others in a statement of their own",
        });
        return faultySet;
      }
      return { negated: true, entries: excluded.entries, faulty: false };
    }
  }
}

/** The entry of `*`, written or implied at a place. */
export function anyEntry(place: Span, frame: Frame): ResourceEntry {
  return { text: "*", any: true, source: frame.module.source, written: place, place };
}

function fromValue(value: Value, place: Span, frame: Frame): ResourceSet {
  const { source } = frame.module;
  const entries: ResourceEntry[] = [];
  let faulty = value.kind === "list" && value.elements.length === 0;
  if (faulty) frame.report("type-mismatch", { value: "an empty list", name: "on", wanted: "at least one resource" }, place);
  for (const element of elementsOf(value)) {
    const string = asString(element);
    if (element.kind === "unknown") faulty = true;
    else if (string === undefined || element.kind === "number") {
      frame.report("type-mismatch", { value: describeValue(element), name: "on", wanted: "an ARN or `*`" }, place);
      faulty = true;
    } else {
      const isValid = element.kind === "opaque" || checkArn(string, place, frame);
      if (isValid) entries.push({ text: string.text, any: string.text === "*", source, written: place, place });
      else faulty = true;
    }
  }
  return { negated: false, entries, faulty };
}

/** An ARN has six fields: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function checkArn(string: StringValue, place: Span, frame: Frame): boolean {
  const { text } = string;
  if (text === "*") return true;
  if (string.opaque && text.startsWith("${opaque:")) return true;
  const aws = !text.startsWith("arn:") && !/^[*?]/.test(text) ? "INVALID_ARN_PREFIX" : hasSixFields(text) ? undefined : "MISSING_ARN_FIELD";
  if (aws !== undefined) {
    const problem = aws === "INVALID_ARN_PREFIX" ? "it does not begin with `arn:`" : `it has ${text.split(":").length} fields, not 6`;
    frame.report("malformed-arn", { problem }, place, {
      aws,
      help: "an ARN is written `arn:partition:service:region:account:resource`; a typed resource such as `chime:meeting(*)` writes it for you",
    });
    return false;
  }
  return checkVariables(string.variables, place, frame, { arn: text });
}

function hasSixFields(text: string): boolean {
  let at = -1;
  for (let colons = 0; colons < 5; colons++) {
    at = text.indexOf(":", at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Reports an ARN that names no resource of its service, and says whether it does. */
export function checkArnType(entry: ResourceEntry, frame: Frame): boolean {
  if (entry.any) return true;
  const services = servicesOf(entry.text, frame);
  const [service] = services;
  if (service === undefined) {
    const name = entry.text.split(":")[2] ?? "";
    if (/[*?]/.test(name) || name.includes("$") || frame.catalog.arnServices(name).length > 0) return true;
    const near = suggest(name, frame.catalog.services);
    frame.report("invalid-arn", { arn: shown(entry.text), problem: `AWS has no service \`${name}\`` }, entry.place, {
      aws: "INVALID_SERVICE",
      help: didYouMean(near),
    });
    return false;
  }
  const fits = services.some((one) => one.resourceTypes.length === 0 || classify(one, entry.text).length > 0);
  if (fits) return true;
  const { kind, reason, suggestion } = explainArn(service, entry.text);
  const isPlain = frame.module.source.text.slice(entry.place.start, entry.place.end) === `"${entry.text}"`;
  frame.report("invalid-arn", { arn: shown(entry.text), problem: reason }, entry.place, {
    aws: awsNameOf(kind, entry.text),
    help: suggestion === undefined ? undefined : `write \`${suggestion}\``,
    fixes: suggestion === undefined || !isPlain ? [] : [frame.fix(`write \`${suggestion}\``, entry.place, `"${suggestion}"`)],
  });
  return false;
}

/** What Access Analyzer calls a problem of an ARN. */
const awsNames: Readonly<Partial<Record<ArnProblemKind, string>>> = {
  "unknown-partition": "INVALID_PARTITION",
  "service-case": "INVALID_ARN_SERVICE_CASE",
  "missing-region": "MISSING_ARN_REGION",
  "needless-region": "ARN_REGION_NOT_ALLOWED",
  "malformed-region": "INVALID_ARN_REGION",
  "missing-account": "MISSING_ARN_ACCOUNT",
  "needless-account": "ARN_ACCOUNT_NOT_ALLOWED",
  "malformed-account": "INVALID_ARN_ACCOUNT",
  "resource-word": "INVALID_ARN_RESOURCE",
  "resource-separator": "INVALID_ARN_RESOURCE",
  "resource-form": "INVALID_ARN_RESOURCE",
};

/** Access Analyzer judges the resource part of whole ARNs only: patterns that fit no type of the catalog pass it. */
function awsNameOf(kind: ArnProblemKind, arn: string): string | undefined {
  const name = awsNames[kind];
  return name === "INVALID_ARN_RESOURCE" && /[*?$]/.test(arn) ? undefined : name;
}

/** The services whose resources have ARNs such as this one, its namesake first. */
export function servicesOf(arn: string, frame: Frame): readonly Service[] {
  const name = arn.split(":", 3)[2] ?? "";
  const prefixes = [...new Set([name, ...frame.catalog.arnServices(name)])];
  return prefixes.flatMap((prefix) => frame.catalog.service(prefix) ?? []);
}

/** An ARN as messages show it. */
export function shown(arn: string): string {
  return arn.replaceAll(/\$\{opaque:[^}]*\}/g, "…");
}

/** The types an action takes, in words. */
export function describeTypes(service: string, types: readonly string[]): string {
  const names = types.map((type) => `\`${service}:${type}\``);
  if (names.length > 4) return "resources of several types";
  const last = names.pop()!;
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
}

function fromConstructor(expression: ResourceConstructor, frame: Frame): ResourceSet {
  const texts = constructArns(expression, frame);
  if (texts === undefined) return faultySet;
  const { source } = frame.module;
  const entries = texts.map((text): ResourceEntry => ({ text, any: false, source, written: expression, place: expression }));
  return { negated: false, entries, faulty: false };
}
