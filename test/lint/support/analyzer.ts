import { findKey } from "../../../src/catalog/find-key.ts";
import type { Catalog } from "../../../src/catalog/catalog.ts";
import { checkPolicy } from "../../../src/check-policy.ts";
import { parseJson } from "../../../src/iam/read/json.ts";
import { elementsOf, memberOf } from "../../../src/iam/read/walk.ts";
import { corpus } from "../../iam/support/corpus.ts";

/** What Access Analyzer and we say of one statement, or of a whole policy, under one name of Access Analyzer. */
export interface Verdict {
  readonly policy: string;
  readonly code: string;
  /** The index of the statement. */
  readonly statement: number | "policy";
  /** What Access Analyzer says; none where the finding is ours alone. */
  readonly theirs: readonly string[];
  /** What we say; none where we miss it. */
  readonly ours: readonly string[];
}

/** One finding of either side. */
interface Said extends Pick<Verdict, "code" | "statement"> {
  readonly words: string;
}

interface TheirRecord {
  readonly policyName: string;
  /** The day on which AWS was asked. */
  readonly date: string;
  readonly document: unknown;
  readonly findings: readonly TheirFinding[];
}

interface TheirFinding {
  readonly code: string;
  readonly details: string;
  readonly paths: readonly (readonly Readonly<Record<string, unknown>>[])[];
  readonly stillUnknownInIamData?: boolean;
}

/** Both sides' findings about AWS's own policies; none where the corpus is missing. */
export function verdicts(catalog: Catalog): readonly Verdict[] {
  const records = corpus("lint-access-analyzer.jsonl") as unknown as readonly TheirRecord[];
  const since = firstDays(records);
  return records.flatMap(({ policyName, date, document, findings }) => {
    const theirs = findings
      .filter((one) => one.stillUnknownInIamData !== false && !isKnownToday(one.details, catalog))
      .map(({ code, details, paths }) => ({ code, statement: statementOf(paths[0]), words: details }));
    const ours = ourFindings(JSON.stringify(document), catalog).filter(({ code }) => (since.get(code) ?? "") <= date);
    const keys = new Set([...theirs, ...ours].map(({ code, statement }) => `${code} ${statement}`));
    return [...keys].map((key): Verdict => {
      const words = (side: readonly Said[]): readonly string[] =>
        side.filter(({ code, statement }) => `${code} ${statement}` === key).map((one) => one.words);
      const [code, statement] = key.split(" ");
      return {
        policy: policyName,
        code: code!,
        statement: statement === "policy" ? "policy" : Number(statement),
        theirs: words(theirs),
        ours: words(ours),
      };
    });
  });
}

/** The day on which each check first found something: before it, AWS may not have had it. */
function firstDays(records: readonly TheirRecord[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { date, findings } of records) for (const { code } of findings) if (date < (first.get(code) ?? "9999")) first.set(code, date);
  return first;
}

/** What AWS's own list lacked on the day of the finding, and the catalog has. */
function isKnownToday(details: string, catalog: Catalog): boolean {
  const service = /^The service ([\w-]+) does not exist/.exec(details)?.[1];
  if (service !== undefined) return catalog.services.includes(service);
  const key = /^The condition key (\S+) does not exist/.exec(details)?.[1];
  return key !== undefined && findKey(key, catalog) !== undefined;
}

function statementOf(path: TheirFinding["paths"][number] | undefined): Verdict["statement"] {
  if (path === undefined || path[0]?.["value"] !== "Statement") return "policy";
  return typeof path[1]?.["index"] === "number" ? path[1]["index"] : 0;
}

function ourFindings(text: string, catalog: Catalog): readonly Said[] {
  const statements = elementsOf(
    memberOf(
      parseJson(text, () => {})!,
      "Statement",
    ),
  );
  return checkPolicy(text, { catalog, type: "identity" }).diagnostics.flatMap(({ aws, location, message }) => {
    if (aws === undefined) return [];
    const index = statements.findIndex(({ offset, length }) => offset <= location.start && location.end <= offset + length);
    return [{ code: aws, statement: index < 0 ? "policy" : index, words: message }];
  });
}
