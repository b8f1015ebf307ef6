import { embeddedCatalog } from "../../src/embedded-catalog.ts";

/** Statements as data, from which every language's text is printed: the same grants for each tool. */
export interface Role {
  readonly name: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: "allow" | "deny";
  /** Names of Chime actions, without the prefix. */
  readonly actions: readonly string[];
  readonly resources: readonly Arn[];
  readonly conditions: readonly Condition[];
  /** How the author of the `.chimepolicy` text happens to write it: lists or groups, ARNs or constructors. */
  readonly style: { readonly group: boolean; readonly constructor: boolean };
}

export interface Arn {
  readonly type: string;
  readonly fields: readonly string[];
  readonly region: string;
  readonly account: string;
  readonly text: string;
}

export interface Condition {
  readonly key: string;
  readonly operator: "Bool" | "IpAddress" | "NumericLessThan" | "StringEquals" | "StringLike";
  readonly values: readonly string[];
}

/** Few enough statements that no role comes near the limit of one document. */
const statementsPerRole = 8;

const roleNames = ["HelpDesk", "MeetingHost", "Attendee", "VoiceOperator", "Auditor", "Moderator", "Dispatcher", "Recorder"];
const teams = ["support", "sales", "operations", "training", "research", "legal", "finance", "security"];
const regions = ["us-east-1", "us-west-2", "eu-central-1", "ap-southeast-1"];
const arnTypes = ["meeting", "voice-connector", "sip-media-application", "media-pipeline", "app-instance", "channel"];

/** Roles without end, the same ones at each run. */
export function* roles(seed = 20260926): Generator<Role> {
  const random = seeded(seed);
  const pools = arnTypes.map((type) => ({ type, actions: actionsOf(type) }));
  for (let index = 0; ; index++) {
    const name = `${roleNames[index % roleNames.length]}${String(index + 1).padStart(5, "0")}`;
    yield { name, statements: Array.from({ length: statementsPerRole }, () => statement(random, pools)) };
  }
}

interface Random {
  /** A number from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** `count` different ones, in the order of the list. */
  some<T>(list: readonly T[], count: number): T[];
}

interface Pool {
  readonly type: string;
  readonly actions: readonly string[];
}

/** The actions that take resources of one type and no other required one. A channel goes with the user who calls. */
function actionsOf(type: string): readonly string[] {
  const wanted = type === "channel" ? ["app-instance-user", "channel"] : [type];
  const service = embeddedCatalog().service("chime")!;
  return service.actions
    .filter(
      ({ requiredTypes }) =>
        requiredTypes.length === wanted.length && wanted.every((one) => requiredTypes.some((group) => group.includes(one))),
    )
    .map(({ name }) => name);
}

function statement(random: Random, pools: readonly Pool[]): Statement {
  const pool = random.pick(pools);
  const region = random.pick(regions);
  const account = String(100_000_000_000 + random.below(900_000_000)).padStart(12, "1");
  const arn = (type: string, fields: readonly string[]): Arn => ({
    type,
    fields,
    region,
    account,
    text: arnText(type, fields, region, account),
  });
  const id = (): string =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, "0");
  const app = id();
  const resources =
    pool.type === "channel"
      ? [arn("app-instance-user", [app, id()]), arn("channel", [app, id()])]
      : Array.from({ length: 1 + random.below(2) }, () => arn(pool.type, [id()]));
  return {
    effect: random.below(10) === 0 ? "deny" : "allow",
    actions: random.some(pool.actions, 2 + random.below(6)),
    resources,
    conditions: random.some([0, 1, 2, 3, 4, 5], random.below(3)).map((kind) => condition(random, kind)),
    style: { group: random.below(2) === 0, constructor: random.below(2) === 0 },
  };
}

function arnText(type: string, fields: readonly string[], region: string, account: string): string {
  const template = embeddedCatalog().service("chime")!.resourceType(type)!.arn;
  const rest = [...fields];
  const named: Readonly<Record<string, string>> = { Partition: "aws", Region: region, Account: account };
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => named[name] ?? rest.shift()!);
}

function condition(random: Random, kind: number): Condition {
  switch (kind) {
    case 0:
      return { key: "aws:MultiFactorAuthPresent", operator: "Bool", values: ["true"] };
    case 1:
      return { key: "aws:SecureTransport", operator: "Bool", values: ["true"] };
    case 2:
      return { key: "aws:SourceIp", operator: "IpAddress", values: [`10.${random.below(256)}.0.0/16`] };
    case 3:
      return { key: "aws:MultiFactorAuthAge", operator: "NumericLessThan", values: [String(300 * (1 + random.below(12)))] };
    case 4:
      return { key: "aws:PrincipalTag/team", operator: "StringEquals", values: random.some(teams, 1 + random.below(3)) };
    default:
      return { key: "aws:UserAgent", operator: "StringLike", values: [`${random.pick(teams)}-client/*`] };
  }
}

/** Mulberry32: small, and the same on every machine. */
function seeded(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (list) => list[below(list.length)]!,
    some: (list, count) => {
      const left = list.map((value, index) => ({ value, index }));
      const chosen = Array.from({ length: Math.min(count, list.length) }, () => left.splice(below(left.length), 1)[0]!);
      return chosen.sort((a, b) => a.index - b.index).map(({ value }) => value);
    },
  };
}
