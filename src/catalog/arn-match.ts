import { anyChar, anyText, digit, intersects, literalSteps, notSlash, patternSteps, type Step } from "./arn-pattern.ts";
import { arnFields } from "./arn-fields.ts";
import { slashFree } from "./overlay.ts";
import type { ResourceType, Service } from "./types.ts";

/** The partitions of AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const partitions: readonly string[] = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/** `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`, or a pattern of them: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function isRegion(text: string): boolean {
  return /[*?]/.test(text) ? /^[a-z\d*?-]+$/.test(text) : /^[a-z]{2,4}(-[a-z]{1,32}){1,8}-\d+$/.test(text);
}

/**
 * The resource types that some ARN matched by a pattern can be of. The pattern may hold `*`, `?` and policy variables. An
 * action's types are those of its own service, whose ARNs may name another service (`sts:role` has ARNs of `iam`).
 */
export function classifyArn(service: Service, arn: string): readonly ResourceType[] {
  if (arn === "*") return service.resourceTypes;
  const given = givenArn(arn);
  if (!given) return [];
  return service.resourceTypes.filter((type) => templatesOf(service, type).some((template) => fits(template, given)));
}

/** Whether a pattern matches some ARN of a resource type. */
export function coversType(service: Service, type: ResourceType, arn: string): boolean {
  if (arn === "*") return true;
  const given = givenArn(arn);
  return given !== undefined && templatesOf(service, type).some((template) => fits(template, given));
}

/** A template taken apart. */
export interface ArnTemplate {
  readonly type: ResourceType;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
  /** The fixed text before the first placeholder of the resource: `meeting/`. */
  readonly lead: string;
  readonly steps: readonly Step[];
}

/** An ARN that a policy writes, taken apart; undefined when it does not have six fields. */
export interface GivenArn {
  readonly fields: readonly string[];
  readonly lead: string;
  readonly steps: readonly Step[];
}

export function givenArn(arn: string): GivenArn | undefined {
  const fields = arnFields(arn);
  if (fields.length < 6) return undefined;
  const resource = fields[5]!;
  return { fields, lead: /^[^*?$]*/.exec(resource)![0], steps: patternSteps(resource) };
}

const compiled = new WeakMap<Service, ReadonlyMap<ResourceType, readonly ArnTemplate[]>>();

/** The templates of a resource type of a service. */
export function templatesOf(service: Service, type: ResourceType): readonly ArnTemplate[] {
  let known = compiled.get(service);
  if (!known) {
    const resources = service.resourceTypes.flatMap(({ arns }) => arns.map((arn) => anonymous(arnFields(arn)[5]!)));
    known = new Map(service.resourceTypes.map((each) => [each, each.arns.map((arn) => compile(each, arn, resources))]));
    compiled.set(service, known);
  }
  return known.get(type) ?? [];
}

const anonymous = (resource: string): string => resource.replace(/\$\{[^}]*\}/g, "${}");

function compile(type: ResourceType, arn: string, siblings: readonly string[]): ArnTemplate {
  const [, , service = "", region = "", account = "", resource = ""] = arnFields(arn);
  const isParent = siblings.some((sibling) => sibling.startsWith(`${anonymous(resource)}/`));
  const steps: Step[] = [];
  for (const piece of resource.split(/(\$\{[^}]*\}|\*)/)) {
    if (piece === "*") steps.push(anyText);
    else if (piece.startsWith("${")) {
      const char = spansSlash(service, resource, piece, isParent) ? anyChar : notSlash;
      steps.push({ char, repeats: false }, { char, repeats: true });
    } else steps.push(...literalSteps(piece));
  }
  return { type, service, region, account, resource, lead: /^[^$*]*/.exec(resource)![0], steps };
}

/**
 * Whether a placeholder's value may hold slashes, as names with paths do (`role/${RoleNameWithPath}`, `log-group:${LogGroupName}`).
 * It may not where a slash ends it: before `/`, and at the end of a type below which another type lies
 * (`table/${TableName}` and `…/index/${IndexName}`). Nor can it be told from its name: AWS's own policies have slashes in
 * `channel/${ChannelId}` and `config-rule/${ConfigRuleId}`.
 */
function spansSlash(service: string, resource: string, placeholder: string, isParent: boolean): boolean {
  if (slashFree.some((entry) => entry.service === service)) return false;
  const end = resource.indexOf(placeholder) + placeholder.length;
  return end < resource.length ? resource[end] !== "/" : !isParent;
}

function fits(template: ArnTemplate, { fields, lead, steps }: GivenArn): boolean {
  const common = Math.min(template.lead.length, lead.length);
  return (
    template.lead.slice(0, common) === lead.slice(0, common) &&
    fieldFits.partition(fields[1]!) &&
    fieldFits.literal(template.service, fields[2]!) &&
    fieldFits.region(template.region, fields[3]!) &&
    fieldFits.account(template.account, fields[4]!) &&
    intersects(template.steps, steps)
  );
}

/** Whether the resource part fits, whatever the fields before it. */
export function resourceFits(template: ArnTemplate, given: GivenArn): boolean {
  return intersects(template.steps, given.steps);
}

const isWild = (field: string): boolean => /[*?]|\$\{/.test(field);
const twelveDigits: readonly Step[] = Array.from({ length: 12 }, () => ({ char: digit, repeats: false }));
const isPlaceholder = (field: string): boolean => field.startsWith("${");

/** Tests for the first five fields: of the template's field and of the one that a policy writes. */
export const fieldFits = {
  partition: (given: string): boolean =>
    isWild(given) ? partitions.some((name) => fieldFits.literal(name, given)) : partitions.includes(given),
  literal: (expected: string, given: string): boolean =>
    expected === given ||
    isPlaceholder(expected) ||
    expected === "*" ||
    (isWild(given) && intersects(literalSteps(expected), patternSteps(given))),
  region: (expected: string, given: string): boolean =>
    isPlaceholder(expected) ? isWild(given) || /^[a-z0-9-]+$/.test(given) : fieldFits.literal(expected, given),
  /** AWS's own resources have `aws` for an account, `arn:aws:iam::aws:policy/…`. */
  account(expected: string, given: string): boolean {
    if (!isPlaceholder(expected)) return fieldFits.literal(expected, given);
    if (!isWild(given)) return /^\d{12}$/.test(given) || given === "aws";
    const steps = patternSteps(given);
    return intersects(twelveDigits, steps) || intersects(literalSteps("aws"), steps);
  },
};
