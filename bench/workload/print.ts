import type { Arn, Condition, Role, Statement } from "./model.ts";

const quote = (text: string): string => JSON.stringify(text);
const list = (texts: readonly string[]): string => `[${texts.map(quote).join(", ")}]`;
const actionNames = ({ actions }: Statement): string[] => actions.map((name) => `chime:${name}`);
const arns = ({ resources }: Statement): string[] => resources.map(({ text }) => text);

/** A language that the workload is printed in: the text before the roles, each role, and the text behind them. */
export interface Language {
  readonly extension: string;
  readonly head: string;
  readonly tail: string;
  role(role: Role, index: number): string;
}

export const languages = {
  chimepolicy: { extension: "chimepolicy", head: "", tail: "", role: (role) => policyRole(role) },
  json: {
    extension: "json",
    head: "{",
    tail: "\n}\n",
    role: (role, index) => `${index === 0 ? "" : ","}\n  ${quote(role.name)}: ${jsonRole(role)}`,
  },
  graphql: { extension: "graphql", head: "", tail: "", role: (role) => graphqlRole(role) },
  typespec: { extension: "tsp", head: typespecHead(), tail: "", role: (role) => typespecRole(role) },
  cedar: { extension: "cedar", head: "", tail: "", role: (role) => role.statements.map((one) => cedarPolicy(role, one)).join("") },
} satisfies Record<string, Language>;

// ── .chimepolicy ──

function policyRole({ name, statements }: Role): string {
  return `role ${name} {\n${statements.map(policyStatement).join("")}}\n\n`;
}

function policyStatement(statement: Statement): string {
  const { effect, actions, resources, conditions, style } = statement;
  const what = style.group ? `chime:{${actions.join(", ")}}` : actionNames(statement).join(", ");
  const where = resources.map((arn) => (style.constructor ? constructor(arn) : quote(arn.text))).join(", ");
  const when = conditions.length === 0 ? "" : `\n    when ${conditions.map(predicate).join(" and ")}`;
  return `  ${effect} ${what}\n    on ${where}${when}\n`;
}

function constructor({ type, fields, region, account }: Arn): string {
  return `chime:${type}(${fields.map(quote).join(", ")}, region: ${quote(region)}, account: ${quote(account)})`;
}

function predicate({ key, operator, values }: Condition): string {
  switch (operator) {
    case "Bool":
      return `${key} == ${values[0]}`;
    case "NumericLessThan":
      return `${key} < ${values[0]}`;
    case "StringLike":
      return `${key} like ${quote(values[0]!)}`;
    case "IpAddress":
    case "StringEquals":
      return values.length === 1 ? `${key} == ${quote(values[0]!)}` : `${key} in ${list(values)}`;
  }
}

// ── IAM JSON ──

function jsonRole({ statements }: Role): string {
  const Statement = statements.map((statement) => ({
    Effect: statement.effect === "allow" ? "Allow" : "Deny",
    Action: actionNames(statement),
    Resource: arns(statement),
    ...(statement.conditions.length === 0
      ? {}
      : { Condition: Object.fromEntries(statement.conditions.map(({ operator }) => [operator, keysOf(statement, operator)])) }),
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement }, null, 2).replaceAll("\n", "\n  ");
}

function keysOf({ conditions }: Statement, operator: string): Record<string, readonly string[]> {
  return Object.fromEntries(conditions.filter((one) => one.operator === operator).map(({ key, values }) => [key, values]));
}

// ── GraphQL SDL ──

function graphqlRole({ name, statements }: Role): string {
  return `type ${name} {\n${statements.map(graphqlField).join("")}}\n\n`;
}

function graphqlField(statement: Statement, index: number): string {
  const when = statement.conditions
    .map(({ key, operator, values }) => `\n    @when(key: ${quote(key)}, ${operator}: ${list(values)})`)
    .join("");
  return `  s${index}: Statement @${statement.effect}(actions: ${list(actionNames(statement))}, on: ${list(arns(statement))})${when}\n`;
}

// ── TypeSpec ──

function typespecHead(): string {
  return `model Condition { key: string; operator: string; values: string[]; }
model Statement { effect: "allow" | "deny"; actions: string[]; resources: string[]; conditions?: Condition[]; }
model Role { statements: Statement[]; }

`;
}

function typespecRole({ name, statements }: Role): string {
  return `const ${name}: Role = #{\n  statements: #[\n${statements.map(typespecStatement).join("")}  ],\n};\n\n`;
}

function typespecStatement(statement: Statement): string {
  const conditions = statement.conditions.map(
    ({ key, operator, values }) => `#{ key: ${quote(key)}, operator: ${quote(operator)}, values: #${list(values)} }`,
  );
  const when = conditions.length === 0 ? "" : `, conditions: #[${conditions.join(", ")}]`;
  return `    #{ effect: ${quote(statement.effect)}, actions: #${list(actionNames(statement))}, resources: #${list(arns(statement))}${when} },\n`;
}

// ── Cedar ──

function cedarPolicy({ name }: Role, statement: Statement): string {
  const actions = actionNames(statement).map((action) => `Action::${quote(action)}`);
  const resources = statement.resources.map(({ text }) => `resource == Resource::${quote(text)}`);
  const tests = [`(${resources.join(" || ")})`, ...statement.conditions.map(cedarTest)];
  const effect = statement.effect === "allow" ? "permit" : "forbid";
  return `${effect} (principal in Role::${quote(name)}, action in [${actions.join(", ")}], resource)\nwhen { ${tests.join(" && ")} };\n\n`;
}

/** A condition as a Cedar expression over a context of `cedarAttributes`. */
export function cedarTest({ key, operator, values }: Condition): string {
  const attribute = `context.${cedarAttributes[key]!.name}`;
  switch (operator) {
    case "Bool":
      return attribute;
    case "NumericLessThan":
      return `${attribute} < ${values[0]}`;
    case "StringLike":
      return `${attribute} like ${quote(values[0]!)}`;
    case "IpAddress":
      return `${attribute}.isInRange(ip(${quote(values[0]!)}))`;
    case "StringEquals":
      return `${list(values)}.contains(${attribute})`;
  }
}

/** How Cedar names and types the condition keys of the workload. */
export const cedarAttributes: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  "aws:MultiFactorAuthPresent": { name: "mfaPresent", type: "Bool" },
  "aws:SecureTransport": { name: "secureTransport", type: "Bool" },
  "aws:SourceIp": { name: "sourceIp", type: "ipaddr" },
  "aws:MultiFactorAuthAge": { name: "mfaAge", type: "Long" },
  "aws:PrincipalTag/team": { name: "principalTeam", type: "String" },
  "aws:UserAgent": { name: "userAgent", type: "String" },
};

/** The schema that validates the Cedar text: every action of Chime, over one type of resource. */
export function cedarSchema(actions: readonly string[]): string {
  const context = Object.values(cedarAttributes).map(({ name, type }) => `${name}: ${type}`);
  return `entity Role;
entity User in [Role];
entity Resource;
action ${actions.map((name) => quote(`chime:${name}`)).join(", ")} appliesTo {
  principal: [User],
  resource: [Resource],
  context: { ${context.join(", ")} }
};
`;
}
