import type { Catalog } from "./catalog/catalog.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import type { Details, Diagnostic } from "./diagnostics/diagnostic.ts";
import { canonical } from "./iam/canonical/canonical.ts";
import type { Dropped } from "./iam/canonical/reduce.ts";
import type { PolicyDocument } from "./iam/document.ts";
import { analyzerSize, kindLimits } from "./iam/limits.ts";
import { policyTypeNames, type PolicyType } from "./iam/policy-type.ts";
import { print, size } from "./iam/print.ts";
import {
  read,
  type Place,
  type PrincipalReason,
  type Problem,
  type ReadResult,
  type StatementPlaces,
  type SyntaxReason,
} from "./iam/read.ts";
import { expandActions } from "./phases/4-emit/expand.ts";
import { catalogSpelling } from "./phases/4-emit/spelling.ts";
import { locate, type Source } from "./text/source.ts";
import { didYouMean, suggest } from "./text/suggest.ts";

export interface CanonicalizeOptions {
  /** Write wildcards of actions as the names they match in the catalog. */
  readonly expand?: boolean;
  /** Write no white space. */
  readonly minify?: boolean;
}

export interface CanonicalizeResult {
  /** Undefined where there is an error. */
  readonly text?: string;
  readonly document?: PolicyDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings the JSON text of an IAM policy to its canonical form; it is neither shrunk nor divided. */
export function canonicalize(source: Source, catalog: Catalog, options: CanonicalizeOptions = {}): CanonicalizeResult {
  const { report, diagnostics } = createCollector();
  const { document: written, statements: places } = readPolicy(source, report);
  if (written === undefined) return { diagnostics };
  const document = reportDocument(source, options.expand === true ? expandActions(written, catalog) : written, places, catalog, report);
  if (document.statements.length === 0) return { diagnostics };
  return { text: print(document, { minify: options.minify ?? false }), document, diagnostics };
}

/** Brings a document that was read to its canonical form, and reports what only shows there. */
export function reportDocument(
  source: Source,
  written: PolicyDocument,
  places: readonly StatementPlaces[],
  catalog: Catalog,
  report: Report,
): PolicyDocument {
  const { document, dropped } = canonical(written, catalogSpelling(catalog));
  for (const one of dropped) reportDropped(source, written, places, one, report);
  const start = locate(source, { start: 0, end: 0 });
  if (document.statements.length === 0) report("empty-document", { name: source.uri }, start);
  const limit = kindLimits.identity.size;
  const figure = size(document);
  if (figure > limit)
    report("over-size-limit", { size: figure, limit }, start, {
      aws: figure > analyzerSize ? "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA" : undefined,
      help: "`compile` divides a document that is too large; `canon` leaves it whole",
    });
  return document;
}

/** Reads the JSON text of a policy and reports all that is wrong with it. */
export function readPolicy(source: Source, report: Report): ReadResult {
  const result = read(source.text);
  reportProblems(source, result, report);
  return result;
}

/** Reports all that is wrong with a policy that was read. */
export function reportProblems(source: Source, { problems }: Pick<ReadResult, "problems">, report: Report): void {
  for (const problem of problems) reportProblem(source, problem, report);
}

/** Reports a statement that says nothing, or nothing that others do not. */
export function reportDropped(
  source: Source,
  { statements }: PolicyDocument,
  places: readonly StatementPlaces[],
  { statement, coveredBy, repeated }: Dropped,
  report: Report,
): void {
  const { effect } = statements[statement]!;
  const location = locate(source, places[statement]!);
  if (coveredBy.length === 0) report("ineffective-statement", { effect }, location);
  else {
    const message = effect === "Allow" ? "granted here" : "denied here";
    report("covered-statement", { effect, by: coveredBy.length }, location, {
      related: coveredBy.map((other) => ({ message, location: locate(source, places[other]!) })),
      aws: repeated ? "REDUNDANT_STATEMENT" : undefined,
    });
  }
}

const syntaxProblems: Readonly<Record<SyntaxReason, string>> = {
  empty: "this file is empty, and a policy is a JSON object",
  comment: "JSON has no comments",
  "trailing-comma": "JSON has no comma before a closing bracket",
  "value-expected": "a value is missing here",
  "name-expected": "the name of an element in double quotes is missing here",
  "colon-expected": "a colon is missing before this",
  "comma-expected": "a comma is missing before this",
  "unclosed-object": "a `}` is missing here",
  "unclosed-list": "a `]` is missing here",
  "unclosed-string": "this string has no closing quote on its line",
  "after-end": "the policy ends before this",
  number: "this is no JSON number",
  "leading-zero": "JSON has no number that begins with 0; write it as a text, in quotation marks",
  escape: "this string holds an unknown escape",
  "control-character": "a string holds this character in escaped form only",
  symbol: "this is no JSON",
};

function reportProblem(source: Source, problem: Problem, report: Report): void {
  const location = locate(source, problem);
  switch (problem.kind) {
    case "syntax":
      return report("invalid-json", { problem: syntaxProblems[problem.reason] }, location);
    case "too-deep":
      return report("nesting-too-deep", { limit: problem.limit }, location);
    case "character":
      return report("invalid-character", { character: problem.character }, location);
    case "duplicate-key":
      return report("duplicate-element", { name: problem.name }, location, earlier(source, problem.first));
    case "unknown-element":
      return report("unknown-element", { name: problem.name, parent: problem.parent }, location, nearest(problem.name, problem.known));
    case "wrong-type":
      return report("wrong-element-type", { element: problem.element, expected: problem.expected, found: problem.found }, location);
    case "missing-element":
      return report(
        "missing-element",
        { elements: problem.elements.map((name) => `\`${name}\``).join(" or "), parent: problem.parent },
        location,
        { aws: `MISSING_${problem.elements[0]!.toUpperCase()}` },
      );
    case "both-elements":
      return report("conflicting-elements", { element: problem.element, other: problem.other }, location, earlier(source, problem.first));
    case "principal":
      return report("unsupported-principal", { element: problem.element }, location, {
        help: "an identity policy names no principal: it holds for whomever it is attached to",
      });
    case "misplaced-element":
      return report("misplaced-element", { element: problem.element, policy: policyTypeNames[problem.type] }, location, {
        aws: misplacedCodes[problem.element]?.[problem.type],
      });
    case "missing-principal":
      return report("missing-principal", { policy: policyTypeNames[problem.type] }, location, {
        help: `it says who, as in \`"Principal": { "AWS": "arn:aws:iam::ACCOUNT:role/NAME" }\``,
      });
    case "invalid-principal": {
      const { aws, help } = principalProblems[problem.reason];
      return report("invalid-principal", { principal: problem.value, reason: problem.reason }, location, { aws, help });
    }
    case "invalid-value":
      return report("invalid-element-value", { element: problem.element, value: problem.value }, location, {
        aws: `INVALID_${problem.element.toUpperCase()}`,
        help: `it is ${problem.known.map((value) => `\`${value}\``).join(" or ")}`,
      });
    case "invalid-sid":
      return report("invalid-sid", { sid: problem.sid }, location, {
        aws: problem.sid.includes("${") ? "VARIABLE_UNSUPPORTED_IN_ELEMENT" : "UNSUPPORTED_SID",
      });
    case "duplicate-sid":
      return report("duplicate-sid", { sid: problem.sid }, location, earlier(source, problem.first));
    case "unknown-operator":
      return /(^|:)nullifexists$/i.test(problem.name)
        ? report("unknown-operator", { operator: problem.name }, location, {
            aws: "NULL_WITH_IF_EXISTS",
            help: "`Null` asks itself whether the key is there, and has no `IfExists`",
          })
        : report("unknown-operator", { operator: problem.name }, location, {
            aws: "INVALID_CONDITION_OPERATOR",
            ...nearest(problem.name, problem.known),
          });
    case "repeated-test":
      return report("conflicting-tests", { operator: problem.operator, key: problem.key }, location, earlier(source, problem.first));
  }
}

const misplacedCodes: Readonly<Record<string, Readonly<Partial<Record<PolicyType, string>>>>> = {
  Principal: { scp: "SCP_SYNTAX_ERROR_PRINCIPAL" },
  NotPrincipal: { scp: "SCP_SYNTAX_ERROR_PRINCIPAL", trust: "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL" },
  Resource: { trust: "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE" },
  NotResource: { trust: "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE" },
};

const principalProblems: Readonly<Record<PrincipalReason, { readonly aws: string; readonly help: string }>> = {
  format: {
    aws: "INVALID_PRINCIPAL_FORMAT",
    help: 'write an object such as `{ "AWS": "arn:aws:iam::111122223333:role/HelpDesk" }`',
  },
  kind: { aws: "INVALID_PRINCIPAL_KEY", help: "the kinds are `AWS`, `Service`, `Federated` and `CanonicalUser`" },
  wildcard: { aws: "UNSUPPORTED_WILDCARD_IN_PRINCIPAL", help: "name it in full, or narrow `*` with a condition on `aws:PrincipalArn`" },
  everyone: {
    aws: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    help: "name the accounts, roles or services that may take the role",
  },
  federated: { aws: "FEDERATED_PRINCIPAL_NOT_SUPPORTED", help: "name the role that its users take, as `AWS`" },
};

function earlier(source: Source, first: Place): Details {
  return { related: [{ message: "first used here", location: locate(source, first) }] };
}

function nearest(name: string, known: readonly string[]): Details {
  return { help: didYouMean(suggest(name, known)) };
}
