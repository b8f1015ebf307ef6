import { arnFields } from "./arn-fields.ts";
import { classifyArn, fieldFits, givenArn, partitions, resourceFits, templatesOf, type ArnTemplate, type GivenArn } from "./arn-match.ts";
import type { Service } from "./types.ts";

/** Why an ARN names no resource of a service. */
export interface ArnProblem {
  readonly kind: ArnProblemKind;
  /** In words, to follow "the ARN is wrong: ". */
  readonly reason: string;
  /** Which of the six fields is at fault, from 0. */
  readonly field: number;
  /** The part at fault, as offsets in the ARN. */
  readonly start: number;
  readonly end: number;
  /** The whole ARN put right, where that can be told. */
  readonly suggestion?: string;
}

export type ArnProblemKind =
  | "not-an-arn"
  | "missing-fields"
  | "unknown-partition"
  | "service-case"
  | "other-service"
  | "no-types"
  | "missing-region"
  | "needless-region"
  | "malformed-region"
  | "missing-account"
  | "needless-account"
  | "malformed-account"
  | "resource-word"
  | "resource-separator"
  | "resource-form";

/** Why an ARN fits none of a service's resource types. Meant for ARNs for which `classifyArn` gives none. */
export function explainArn(service: Service, arn: string): ArnProblem {
  const problem = findProblem(service, arn);
  const { kind, reason, field, put } = problem;
  const fields = arnFields(arn);
  const at = Math.min(field, fields.length - 1);
  const start = fields.slice(0, at).reduce((length, text) => length + text.length + 1, 0);
  const suggestion = put === undefined ? undefined : repaired(service, fields.with(field, put));
  return { kind, reason, field, start, end: start + fields[at]!.length, ...(suggestion === undefined ? {} : { suggestion }) };
}

interface Problem {
  readonly kind: ArnProblemKind;
  readonly reason: string;
  readonly field: number;
  /** What the field should hold. */
  readonly put?: string | undefined;
}

function findProblem(service: Service, arn: string): Problem {
  const given = givenArn(arn);
  const fields = given?.fields ?? arnFields(arn);
  if (fields[0] !== "arn")
    return {
      kind: "not-an-arn",
      reason: "it does not begin with `arn:`",
      field: 0,
      put: fields[0]?.toLowerCase() === "arn" ? "arn" : undefined,
    };
  if (!given)
    return {
      kind: "missing-fields",
      reason: `it has ${fields.length} fields, not 6: \`arn:partition:service:region:account:resource\``,
      field: fields.length - 1,
    };
  if (!fieldFits.partition(fields[1]!)) {
    return {
      kind: "unknown-partition",
      reason: `\`${fields[1]}\` is no partition`,
      field: 1,
      put: nearest(fields[1]!, partitions) ?? (fields[1] === "" ? "aws" : undefined),
    };
  }
  const templates = service.resourceTypes.flatMap((type) => templatesOf(service, type));
  if (templates.length === 0) return { kind: "no-types", reason: `the actions of \`${service.prefix}\` work with \`*\` alone`, field: 5 };
  const own = templates.filter((template) => fieldFits.literal(template.service, fields[2]!));
  if (own.length === 0) return wrongService(service, fields[2]!, templates);
  const fitting = own.filter((template) => resourceFits(template, given));
  if (fitting.length === 0) return wrongResource(service, own, given);
  const problems = fitting.map((template) => fieldProblems(template, given)).sort((a, b) => a.length - b.length);
  return problems[0]?.[0] ?? { kind: "resource-form", reason: `it names a resource of \`${service.prefix}\``, field: 5 };
}

function wrongService(service: Service, written: string, templates: readonly ArnTemplate[]): Problem {
  const right = templates.find((template) => template.service === written.toLowerCase());
  if (right) return { kind: "service-case", reason: `the service is written \`${right.service}\``, field: 2, put: right.service };
  const services = [...new Set(templates.map((template) => template.service))];
  return {
    kind: "other-service",
    reason: `\`${written}\` is not the service of any resource of \`${service.prefix}\``,
    field: 2,
    put: services.length === 1 ? services[0] : undefined,
  };
}

/** What is wrong with region and account for a template whose resource part fits. */
function fieldProblems({ type, region, account }: ArnTemplate, { fields }: GivenArn): readonly Problem[] {
  const a = `${/^[aeiou]/i.test(type.name) ? "an" : "a"} ${type.name}`;
  const problems: Problem[] = [];
  if (!fieldFits.region(region, fields[3]!)) {
    if (region === "") problems.push({ kind: "needless-region", reason: `the ARN of ${a} has no region`, field: 3, put: "" });
    else if (fields[3] === "")
      problems.push({ kind: "missing-region", reason: `the ARN of ${a} has a region; \`*\` stands for all`, field: 3, put: "*" });
    else {
      const lower = fields[3]!.toLowerCase();
      const put = fieldFits.region(region, lower) ? lower : region.startsWith("$") ? undefined : region;
      problems.push({ kind: "malformed-region", reason: `\`${fields[3]}\` is no region of ${a}`, field: 3, put });
    }
  }
  if (!fieldFits.account(account, fields[4]!)) {
    if (account === "") problems.push({ kind: "needless-account", reason: `the ARN of ${a} has no account`, field: 4, put: "" });
    else if (fields[4] === "")
      problems.push({
        kind: "missing-account",
        reason: `the ARN of ${a} has an account; \`*\` stands for all`,
        field: 4,
        put: account.startsWith("$") ? "*" : account,
      });
    else if (!account.startsWith("$"))
      problems.push({ kind: "malformed-account", reason: `the account of ${a} is \`${account}\``, field: 4, put: account });
    else {
      const digits = /^\d+$/.test(fields[4]!) ? `an account has 12 digits, not ${fields[4]!.length}` : `\`${fields[4]}\` is no account`;
      const plain = fields[4]!.replace(/-/g, "");
      problems.push({ kind: "malformed-account", reason: digits, field: 4, put: /^\d{12}$/.test(plain) ? plain : undefined });
    }
  }
  return problems;
}

/** What is wrong with the resource part: a type's name instead of its word, a wrong separator, or a form that no type has. */
function wrongResource(service: Service, templates: readonly ArnTemplate[], given: GivenArn): Problem {
  const resource = given.fields[5]!;
  const fits = (candidate: string): boolean => {
    const changed = givenArn(given.fields.with(5, candidate).join(":"));
    return changed !== undefined && templates.some((template) => resourceFits(template, changed));
  };
  const [, slash = "", word = "", separator = "", rest = ""] = /^(\/?)([^/:*?$]*)([/:]?)(.*)$/s.exec(resource) ?? [];
  const tail = `${separator}${rest}`;
  const leads = [...new Set(templates.map(({ lead }) => lead.replace(/[/:]?$/, "")))].filter((lead) => lead !== "");
  const byName = templates.find(({ type }) => plain(type.name) === plain(word))?.lead;
  const words: readonly (string | undefined)[] = [
    byName === undefined ? undefined : `${byName}${rest}`,
    slash === "" ? `/${resource}` : `${word}${tail}`,
    ...[leads.find((lead) => lead.toLowerCase() === word.toLowerCase()), nearest(word, leads)].flatMap((lead) =>
      lead === undefined ? [] : [`${lead}${tail}`, `${lead}${other(separator)}${rest}`],
    ),
  ];
  const swapped = `${slash}${word}${other(separator)}${rest}`;
  if (separator !== "" && fits(swapped)) {
    return {
      kind: "resource-separator",
      reason: `\`${word}\` is followed by \`${other(separator)}\`, not by \`${separator}\``,
      field: 5,
      put: swapped,
    };
  }
  const put = words.find((candidate) => candidate !== undefined && candidate !== resource && fits(candidate));
  if (put !== undefined)
    return {
      kind: "resource-word",
      reason: `no resource of \`${service.prefix}\` is written \`${slash}${word}${separator}\``,
      field: 5,
      put,
    };
  const near = [
    ...new Set(
      templates.filter(({ lead }) => word !== "" && lead.startsWith(`${slash}${word}`)).map((template) => `\`${template.resource}\``),
    ),
  ];
  const forms = near.length > 0 ? near : [...new Set(templates.map((template) => `\`${template.resource}\``))];
  const shown = forms.length > 4 ? `${forms.slice(0, 3).join(", ")} or ${forms.length - 3} other forms` : forms.join(" or ");
  return {
    kind: "resource-form",
    reason: `a resource of \`${service.prefix}\` ${near.length > 0 ? "of this kind " : ""}is written ${shown}`,
    field: 5,
  };
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const other = (separator: string): string => (separator === "/" ? ":" : "/");

/** The ARN with its remaining fields put right too; undefined when it still names nothing. */
function repaired(service: Service, fields: readonly string[]): string | undefined {
  const arn = fields.join(":");
  if (classifyArn(service, arn).length > 0) return arn;
  const next = findProblem(service, arn);
  if (next.put === undefined || next.put === fields[next.field] || next.field === 5) return undefined;
  return repaired(service, fields.with(next.field, next.put));
}

/** The candidate that at most a quarter of a name's letters separate from it; undefined when none is that close. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(name.length / 4));
  if (name === "" || name.length > 64) return undefined;
  const costs = candidates.map((candidate) => ({ candidate, cost: distance(name.toLowerCase(), candidate.toLowerCase()) }));
  return costs.filter(({ cost }) => cost <= allowed).sort((a, b) => a.cost - b.cost)[0]?.candidate;
}

function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[to.length]!;
}
