import * as fc from "fast-check";
import { catalog } from "../../suite.ts";

/** What a random program says, without how it says it. */
export interface Program {
  readonly documents: readonly { readonly kind: "role" | "policy"; readonly name: string; readonly statements: readonly GrantModel[] }[];
}

export interface GrantModel {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly ActionModel[];
  /** True for `* except` those actions. */
  readonly negatedActions: boolean;
  /** Undefined where `on` is left out. */
  readonly resources: readonly ResourceModel[] | "*" | undefined;
  readonly negatedResources: boolean;
  readonly tests: readonly TestModel[];
}

/** A pattern, or a set that is computed from patterns. */
export interface ActionModel {
  readonly service: string;
  readonly pattern: string;
  readonly minus?: string;
  readonly levels?: readonly string[];
}

export interface ResourceModel {
  readonly type: string;
  readonly fields: readonly Text[];
  readonly region?: string;
  readonly account?: string;
}

/** A text as it stands between quotes in a source, and as it stands in a document. */
export interface Text {
  readonly source: string;
  readonly json: string;
}

export interface TestModel {
  readonly quantifier?: "any" | "all";
  readonly key: string;
  readonly sign: "in" | "not in" | "like" | "not like" | "<" | ">=" | "exists" | "not exists" | "bool";
  readonly operator: string;
  readonly values: readonly Text[];
  readonly ifExists: boolean;
  /** How values are written: in quotes, or bare. */
  readonly bare: boolean;
}

interface Family {
  readonly service: string;
  readonly type: string;
  readonly arn: string;
  readonly actions: readonly string[];
}

const regional = (service: string, type: string, resource: string, actions: readonly string[]): Family => ({
  service,
  type,
  arn: `arn:aws:${service}:REGION:ACCOUNT:${resource}`,
  actions,
});

export const families: readonly Family[] = [
  regional("chime", "meeting", "meeting/0", [
    "GetMeeting",
    "DeleteMeeting",
    "ListAttendees",
    "CreateAttendee",
    "GetAttendee",
    "Delete*Meeting",
    "?etAttendee",
  ]),
  regional("chime", "channel-flow", "app-instance/0/channel-flow/1", [
    "DescribeChannelFlow",
    "UpdateChannelFlow",
    "ListChannelsAssociatedWithChannelFlow",
  ]),
  regional("chime", "voice-connector", "vc/0", [
    "GetVoiceConnector",
    "UpdateVoiceConnector",
    "*VoiceConnectorTermination",
    "ListProxySessions",
  ]),
  regional("sqs", "queue", "0", ["SendMessage", "ReceiveMessage", "SetQueueAttributes"]),
  regional("dynamodb", "table", "table/0", ["GetItem", "PutItem", "Query", "Batch*Item"]),
  regional("lambda", "function", "function:0", ["InvokeFunction", "GetFunction"]),
  { service: "s3", type: "object", arn: "arn:aws:s3:::0/1", actions: ["GetObject", "PutObject", "DeleteObject", "GetObject*"] },
  { service: "s3", type: "bucket", arn: "arn:aws:s3:::0", actions: ["ListBucket", "GetBucketPolicy"] },
  { service: "iam", type: "role", arn: "arn:aws:iam::ACCOUNT:role/0", actions: ["PassRole", "GetRole"] },
];

const withoutResource: readonly ActionModel[] = [
  ...["CreateAppInstance", "ListMeetings", "ListUsers", "CreateVoiceConnector", "*PhoneNumberOrder*"].map((pattern) => ({
    service: "chime",
    pattern,
  })),
  { service: "sts", pattern: "GetCallerIdentity" },
  { service: "s3", pattern: "ListAllMyBuckets" },
];

const anywhere: readonly ActionModel[] = [
  ...withoutResource,
  { service: "chime", pattern: "*" },
  { service: "chime", pattern: "Get*" },
  { service: "chime", pattern: "*Meeting", minus: "Delete*" },
  { service: "chime", pattern: "*Attendee", levels: ["read", "list"] },
  { service: "sqs", pattern: "*", minus: "*Message*" },
  { service: "kms", pattern: "*", levels: ["permissions", "tagging"] },
  ...families.flatMap(({ service, actions }) => actions.map((pattern) => ({ service, pattern }))),
];

const plain = (text: string): Text => ({ source: text, json: text });
const words = ["a", "b", "voice", "7f1c", "x-1"].map(plain);
const odd: readonly Text[] = [
  { source: 'say \\"hi\\"', json: 'say "hi"' },
  { source: "a\\\\b", json: "a\\b" },
  { source: "\\${x}", json: "${$}{x}" },
  plain("${aws:username}"),
  plain("${aws:PrincipalTag/team, 'none'}"),
  plain("gr\u00FCn"),
  { source: "\\u{e9}t\\u{e9}", json: "\u00E9t\u00E9" },
];

const field = fc.constantFrom(...words, plain("*"), plain("v*"), plain("${aws:username}"));
const resourceOf = ({ type, service, arn }: Family): fc.Arbitrary<ResourceModel> =>
  fc
    .record({
      fields: fc.array(field, { minLength: arn.includes("1") ? 2 : 1, maxLength: arn.includes("1") ? 2 : 1 }),
      region: arn.includes("REGION") ? fc.constantFrom(undefined, "us-east-1", "eu-*") : fc.constant(undefined),
      account: arn.includes("ACCOUNT") ? fc.constantFrom(undefined, "123456789012") : fc.constant(undefined),
    })
    .map(({ fields, region, account }) => ({
      type: `${service}:${type}`,
      fields,
      ...(region === undefined ? {} : { region }),
      ...(account === undefined ? {} : { account }),
    }));

const some = <T>(items: readonly T[], most = 3): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: most });

const team = "aws:PrincipalTag/team";
const texts = some([...words, ...odd]);
const tests: readonly fc.Arbitrary<TestModel>[] = [
  textTest(team, "in", "StringEquals", texts),
  textTest(team, "not in", "StringNotEquals", texts),
  textTest('aws:PrincipalTag/"cost center"', "like", "StringLike", some([...words, plain("v*"), ...odd])),
  textTest(team, "not like", "StringNotLike", texts),
  textTest("aws:PrincipalArn", "like", "ArnLike", some(["a", "b*"].map((name) => plain(`arn:aws:iam::123456789012:role/${name}`)))),
  textTest("aws:SourceIp", "in", "IpAddress", some(["10.0.0.0/8", "203.0.113.7", "2001:db8::/32"].map(plain))),
  textTest("aws:CurrentTime", "<", "DateLessThan", some(["2026-12-31", "2027-01-01T00:00:00Z"].map(plain), 1)),
  textTest("aws:MultiFactorAuthAge", "<", "NumericLessThan", some(["60", "3600"].map(plain), 1), true),
  textTest("aws:MultiFactorAuthAge", "in", "NumericEquals", some(["1", "2", "3.5"].map(plain)), true),
  textTest("aws:SecureTransport", "bool", "Bool", some([plain("true"), plain("false")], 1), true),
  textTest("aws:MultiFactorAuthPresent", "bool", "Bool", some([plain("true")], 1), true),
  textTest("aws:username", "exists", "Null", fc.constant([plain("false")]), true),
  textTest("aws:SourceVpc", "not exists", "Null", fc.constant([plain("true")]), true),
  textTest("aws:PrincipalOrgPaths", "like", "ForAnyValue:StringLike", some(["o-1/*", "o-2/r-1/*"].map(plain)), false, "any"),
  textTest("aws:CalledVia", "in", "ForAllValues:StringEquals", some(["athena.amazonaws.com", "s3.amazonaws.com"].map(plain)), false, "all"),
];

function textTest(
  key: string,
  sign: TestModel["sign"],
  operator: string,
  values: fc.Arbitrary<readonly Text[]>,
  bare = false,
  quantifier?: "any" | "all",
): fc.Arbitrary<TestModel> {
  const canBeAbsent = operator === "Null" ? fc.constant(false) : fc.boolean();
  return fc
    .record({ values, ifExists: canBeAbsent })
    .map((rest) => ({ key, sign, operator, bare, ...rest, ...(quantifier === undefined ? {} : { quantifier }) }));
}

/** Some tests, none of which share an operator and a key. */
const condition: fc.Arbitrary<readonly TestModel[]> = fc
  .subarray([...tests.keys()], { maxLength: 3 })
  .chain((indexes) => fc.tuple(...indexes.map((index) => tests[index]!)));

const effect = fc.constantFrom<"Allow" | "Deny">("Allow", "Allow", "Deny");
const onType = fc.constantFrom(...families).chain((family) =>
  fc.record({
    effect,
    actions: some(family.actions.map((pattern): ActionModel => ({ service: family.service, pattern }))),
    negatedActions: fc.constant(false),
    resources: fc.array(resourceOf(family), { minLength: 1, maxLength: 4 }),
    negatedResources: fc.constant(false),
    tests: condition,
  }),
);
const onNothing = fc.record({
  effect,
  actions: some(withoutResource),
  negatedActions: fc.constant(false),
  resources: fc.constantFrom(undefined, "*" as const),
  negatedResources: fc.constant(false),
  tests: condition,
});
const onEverything = fc.record({
  effect,
  actions: some(anywhere, 4),
  negatedActions: fc.boolean(),
  resources: fc.constant("*" as const),
  negatedResources: fc.constant(false),
  tests: condition,
});
const onTheRest = fc.constantFrom(...families).chain((family) =>
  fc.record({
    effect,
    actions: some(family.actions.map((pattern): ActionModel => ({ service: family.service, pattern }))),
    negatedActions: fc.boolean(),
    resources: fc.array(resourceOf(family), { minLength: 1, maxLength: 3 }),
    negatedResources: fc.constant(true),
    tests: condition,
  }),
);
const grant: fc.Arbitrary<GrantModel> = fc.oneof(
  { weight: 5, arbitrary: onType },
  { weight: 2, arbitrary: onNothing },
  { weight: 2, arbitrary: onEverything },
  { weight: 1, arbitrary: onTheRest },
);

/** Random programs that compile without an error. */
export const program: fc.Arbitrary<Program> = fc
  .array(
    fc.record({ kind: fc.constantFrom<"role" | "policy">("role", "policy"), statements: fc.array(grant, { minLength: 1, maxLength: 5 }) }),
    { minLength: 1, maxLength: 2 },
  )
  .map((documents) => ({
    documents: documents.map(({ kind, statements }, index) => ({ kind, name: ["HelpDesk", "MeetingHost"][index]!, statements })),
  }));

/** The ARN of a resource. */
export function arnOf({ type, fields, region = "*", account = "*" }: ResourceModel, form: "source" | "json"): string {
  const family = families.find((one) => `${one.service}:${one.type}` === type)!;
  const [head, tail] = [family.arn.split(":").slice(0, 5).join(":"), family.arn.split(":").slice(5).join(":")];
  const place = tail.replaceAll(/[01]/g, (digit) => fields[Number(digit)]![form].replaceAll("$", "$$$$")).replaceAll("$$", "$");
  return `${head.replace("REGION", region).replace("ACCOUNT", account)}:${place}`;
}

/** The actions of a model in IAM's form: computed sets as names. */
export function patternsOf({ service, pattern, minus, levels }: ActionModel): readonly string[] {
  if (minus === undefined && levels === undefined) return [`${service}:${pattern}`];
  const entry = catalog.service(service)!;
  const out = minus === undefined ? [] : entry.matching(minus);
  return entry
    .matching(pattern)
    .filter((action) => !out.includes(action) && (levels?.includes(action.level) ?? true))
    .map((action) => action.qualifiedName);
}

/** The plain IAM JSON that a document means, one statement for each grant. */
export function jsonOf({ statements }: Program["documents"][number]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => {
      const conditions: Record<string, Record<string, string[]>> = {};
      for (const { key, operator, values, ifExists } of statement.tests) {
        const byKey = (conditions[`${operator}${ifExists ? "IfExists" : ""}`] ??= {});
        byKey[key.replaceAll('"', "")] = values.map(({ json }) => json);
      }
      const { resources } = statement;
      return {
        Effect: statement.effect,
        [statement.negatedActions ? "NotAction" : "Action"]: statement.actions.flatMap(patternsOf),
        [statement.negatedResources ? "NotResource" : "Resource"]:
          resources === undefined || resources === "*" ? "*" : resources.map((resource) => arnOf(resource, "json")),
        ...(statement.tests.length === 0 ? {} : { Condition: conditions }),
      };
    }),
  });
}
