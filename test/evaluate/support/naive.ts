import type { ConditionTest, PatternSet, Statement } from "../../../src/iam/document.ts";
import type { Outcome } from "../../../src/tools/evaluate/decide.ts";
import type { Policies } from "../../../src/tools/evaluate/policies.ts";
import type { Request } from "../../../src/tools/evaluate/request.ts";

/** IAM's rules once more, slow and plain, for the values of `worlds.ts`: it shares no code with what it tests. */
export function naiveOutcome({ identity, boundary, organization = [] }: Policies, request: Request): Outcome {
  const layers = [identity, ...(boundary === undefined ? [] : [[boundary]]), ...organization];
  const effects = layers.map((documents) =>
    documents.flatMap(({ statements }) => statements.filter((one) => applies(one, request)).map(({ effect }) => effect)),
  );
  if (effects.flat().includes("Deny")) return "ExplicitDeny";
  return effects.every((layer) => layer.includes("Allow")) ? "Allow" : "ImplicitDeny";
}

function applies({ actions, resources, conditions }: Statement, request: Request): boolean {
  const holds = (set: PatternSet, matches: (pattern: string) => boolean): boolean => set.patterns.some(matches) !== set.negated;
  return (
    holds(actions, (pattern) => regex(pattern, undefined, "i").test(request.action)) &&
    holds(resources, (pattern) => pattern === "*" || arnMatches(pattern, request.resource, request, "i")) &&
    conditions.every((test) => conditionHolds(test, request))
  );
}

const valuesOf = ({ context = {} }: Request, key: string): readonly string[] =>
  Object.entries(context).flatMap(([name, value]) => (name.toLowerCase() === key.toLowerCase() ? value : []));

function regex(text: string, request: Request | undefined, flags = "", wildcards = true): RegExp {
  const quote = (piece: string): string => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pieces = text.split(/(\$\{[^}]*\}|\*|\?)/).map((piece) => {
    if (wildcards && piece === "*") return ".*";
    if (wildcards && piece === "?") return ".";
    const [, name, fallback] = /^\$\{([^,]*)(?:, '(.*)')?\}$/.exec(piece) ?? [];
    if (name === undefined || request === undefined) return quote(piece);
    if (/^[*?$]$/.test(name)) return quote(name);
    const values = valuesOf(request, name);
    const value = values.length === 1 ? values[0] : fallback;
    return value === undefined ? "(?!)" : quote(value);
  });
  return new RegExp(`^${pieces.join("")}$`, `s${flags}`);
}

function arnMatches(pattern: string, arn: string, request: Request, headFlags: string): boolean {
  const fields = (text: string): readonly string[] => /^(.*?):(.*?):(.*?):(.*?):(.*?):(.*)$/s.exec(text)?.slice(1) ?? [];
  const [wanted, given] = [fields(pattern), fields(arn)];
  return (
    wanted.length === 6 &&
    wanted.every((field, at) => given.length === 6 && regex(field, request, at < 5 ? headFlags : "").test(given[at]!))
  );
}

function conditionHolds({ operator, key, values: wanted }: ConditionTest, request: Request): boolean {
  const [, quantifier = "", name = "", ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(operator)!;
  const given = valuesOf(request, key);
  if (name === "Null") return wanted.includes(String(given.length === 0));
  const negated = /Not/.test(name);
  if (given.length === 0) return ifExists !== undefined || quantifier === "ForAllValues" || (negated && quantifier === "");
  const one = (value: string): boolean => {
    const found = wanted.map((text) => compare(name, text, value, request));
    return negated ? found.every((each) => each === false) : found.includes(true);
  };
  if (quantifier === "ForAllValues") return given.every(one);
  return quantifier === "ForAnyValue" ? given.some(one) : given.length === 1 && one(given[0]!);
}

/** Whether a value is as the policy's; undefined where one of them is of the wrong type. */
function compare(name: string, wanted: string, given: string, request: Request): boolean | undefined {
  if (name.startsWith("String")) return regex(wanted, request, /IgnoreCase/.test(name) ? "i" : "", /Like/.test(name)).test(given);
  if (name.startsWith("Arn")) return arnMatches(wanted, given, request, "");
  if (name === "Bool")
    return [wanted, given].every((text) => /^(true|false)$/i.test(text)) ? wanted.toLowerCase() === given.toLowerCase() : undefined;
  if (/Ip/.test(name)) return inNetwork(wanted, given);
  const [a, b] = [given, wanted].map((text) => (name.startsWith("Date") && /-/.test(text) ? Date.parse(text) / 1000 : Number(text))) as [
    number,
    number,
  ];
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  if (/Less/.test(name)) return a < b || (/Equals/.test(name) && a === b);
  return /Greater/.test(name) ? a > b || (/Equals/.test(name) && a === b) : a === b;
}

function inNetwork(network: string, address: string): boolean | undefined {
  const [start = "", bits = "32"] = network.split("/");
  if (!/[.:]/.test(address) || Number(bits) > (start.includes(":") ? 128 : 32)) return undefined;
  if (start.includes(":") || address.includes(":")) return address.startsWith(start.replace(/::$/, ":"));
  const number = (text: string): number => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return Math.floor(number(start) / 2 ** (32 - Number(bits))) === Math.floor(number(address) / 2 ** (32 - Number(bits)));
}
