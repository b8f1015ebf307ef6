/** Writes policies with requests and their outcomes, the same for each evaluator. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { embeddedCatalog } from "../../src/embedded-catalog.ts";
import { read } from "../../src/iam/read.ts";
import { decide, prepare } from "../../src/tools/evaluate/decide.ts";
import { roles, type Statement } from "./model.ts";
import { cedarAttributes, cedarTest } from "./print.ts";

/** A statement of the model, some of whose actions and resources became patterns. */
interface Patterned {
  readonly effect: "allow" | "deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Statement["conditions"];
}

interface Request {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

interface ManagedPolicy {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

const principal = "arn:aws:iam::111122223333:user/ann";

/** Writes `managed.questions.json`: AWS's AmazonChimeUserManagement, and each of its actions as a request. */
export function writeManaged(folder: string): void {
  const path = join(import.meta.dirname, "..", "..", "test", "stdlib", "managed-policies.json");
  const all = JSON.parse(readFileSync(path, "utf8")) as Record<string, { readonly document: ManagedPolicy }>;
  const policy = all["AmazonChimeUserManagement"]!.document;
  const actions = policy.Statement.flatMap(({ Action }) => Action);
  const requests = actions.map((action, index) => ({ principal, action, resource: "*", context: contextAt(index) }));
  write(folder, "managed", policy, [{ effect: "allow", actions, resources: ["*"], conditions: [] }], requests);
}

/** Writes `<statements>.questions.json`: statements with globs and conditions, and requests near to them. */
export function writeGenerated(folder: string, statements: number): void {
  const chosen = take(statements);
  const patterned = chosen.map(withPatterns);
  const policy = {
    Version: "2012-10-17",
    Statement: patterned.map(({ effect, actions, resources, conditions }) => ({
      Effect: effect === "allow" ? "Allow" : "Deny",
      Action: actions,
      Resource: resources,
      Condition: conditionsOf(conditions),
    })),
  };
  const requests = Array.from({ length: 60 }, (_, index): Request => {
    const { actions, resources } = chosen[(index * 7919) % chosen.length]!;
    const { text } = resources[index % resources.length]!;
    // Every third asks for a resource that no statement names.
    return {
      principal,
      action: `chime:${actions[index % actions.length]!}`,
      resource: index % 3 === 0 ? `${text}x` : text,
      context: contextAt(index),
    };
  });
  write(folder, String(statements), policy, patterned, requests);
}

function take(count: number): readonly Statement[] {
  const chosen: Statement[] = [];
  for (const { statements } of roles()) {
    // A request has one resource; and iam-simulate takes other types than we for some actions on app instances.
    const single = statements.map((one) => ({ ...one, resources: one.resources.slice(-1) }));
    chosen.push(...single.filter(({ resources }) => resources[0]!.type !== "app-instance"));
    if (chosen.length >= count) break;
  }
  return chosen.slice(0, count);
}

/** Every third action becomes the pattern of its verb, and the end of every other identifier a star. */
function withPatterns({ effect, actions, resources, conditions }: Statement, index: number): Patterned {
  return {
    effect,
    actions: actions.map((name, at) => ((index + at) % 3 === 0 ? `chime:${/^[A-Z][a-z]+/.exec(name)![0]}*` : `chime:${name}`)),
    resources: resources.map(({ text }) => (index % 2 === 0 ? `${text.slice(0, -3)}*` : text)),
    conditions,
  };
}

function conditionsOf(conditions: Statement["conditions"]): Readonly<Record<string, unknown>> | undefined {
  if (conditions.length === 0) return undefined;
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  const keysOf = (operator: string): unknown =>
    Object.fromEntries(conditions.filter((one) => one.operator === operator).map(({ key, values }) => [key, values]));
  return Object.fromEntries(operators.map((operator) => [operator, keysOf(operator)]));
}

function contextAt(index: number): Readonly<Record<string, string>> {
  return {
    "aws:MultiFactorAuthPresent": index % 4 === 0 ? "false" : "true",
    "aws:SecureTransport": "true",
    "aws:SourceIp": `10.${index % 256}.7.9`,
    "aws:MultiFactorAuthAge": String(100 * (index % 30)),
    "aws:PrincipalTag/team": ["support", "sales", "operations", "training"][index % 4]!,
    "aws:UserAgent": `${["support", "sales", "legal"][index % 3]!}-client/2.1`,
  };
}

function write(folder: string, name: string, policy: unknown, statements: readonly Patterned[], requests: readonly Request[]): void {
  const text = JSON.stringify(policy);
  const prepared = prepare({ identity: [read(text).document!] });
  const asked = requests.map((request) => ({ request, expected: decide(prepared, request).outcome, cedar: cedarCall(request) }));
  writeFileSync(
    join(folder, `${name}.questions.json`),
    JSON.stringify({ policy: text, cedar: statements.map(cedarPolicy).join("\n"), requests: asked }),
  );
}

/** Cedar's entities have no patterns: actions are written as names, and the ARN is an attribute of the resource. */
function cedarPolicy({ effect, actions, resources, conditions }: Patterned): string {
  const named = actions
    .flatMap((pattern) => embeddedCatalog().expand(pattern))
    .map(({ qualifiedName }) => `Action::${JSON.stringify(qualifiedName)}`);
  const arns = resources.map((pattern) =>
    pattern.includes("*") ? `resource.arn like ${JSON.stringify(pattern)}` : `resource.arn == ${JSON.stringify(pattern)}`,
  );
  const tests = [`(${arns.join(" || ")})`, ...conditions.map(cedarTest)];
  return `${effect === "allow" ? "permit" : "forbid"} (principal, action in [${[...new Set(named)].join(", ")}], resource) when { ${tests.join(" && ")} };`;
}

function cedarCall({ principal: caller, action, resource, context }: Request): unknown {
  const uid = { type: "Resource", id: resource };
  return {
    principal: { type: "User", id: caller },
    action: { type: "Action", id: action },
    resource: uid,
    context: Object.fromEntries(
      Object.entries(context).map(([key, value]) => {
        const { name, type } = cedarAttributes[key]!;
        return [name, cedarValue(value, type)];
      }),
    ),
    entities: [{ uid, attrs: { arn: resource }, parents: [] }],
  };
}

function cedarValue(value: string, type: string): unknown {
  switch (type) {
    case "Bool":
      return value === "true";
    case "Long":
      return Number(value);
    case "ipaddr":
      return { __extn: { fn: "ip", arg: value } };
    default:
      return value;
  }
}
