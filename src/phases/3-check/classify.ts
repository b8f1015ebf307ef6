import { classifyArn } from "../../catalog/arn.ts";
import type { ResourceType, Service } from "../../catalog/catalog.ts";

/** What is known of the ARNs of a service. */
interface Shapes {
  readonly types: Map<string, readonly ResourceType[]>;
  readonly words: ReadonlySet<string> | undefined;
}

/** Enough for the ARNs of a program; an editor that runs for days begins anew now and then. */
const enough = 20_000;

const known = new WeakMap<Service, Shapes>();

/** As `classifyArn`, worked out once for all ARNs of one shape: the resource types of a service that an ARN pattern can name. */
export function classify(service: Service, arn: string): readonly ResourceType[] {
  let shapes = known.get(service);
  if (shapes === undefined) known.set(service, (shapes = { types: new Map(), words: wordsOf(service) }));
  const { types, words } = shapes;
  const shape = words === undefined ? arn : shapeOf(arn, words);
  const earlier = types.get(shape);
  if (earlier !== undefined) return earlier;
  if (types.size >= enough) types.clear();
  const found = classifyArn(service, arn);
  types.set(shape, found);
  return found;
}

/** A Region and an account of the usual form, which fit every placeholder for one. */
const usualFields = /[a-z\d-]+:\d{12}:/y;

/** What ARNs of the same types share: all but their Region, their account and plain parts that no template names. */
function shapeOf(arn: string, words: ReadonlySet<string>): string {
  const service = arn.indexOf(":", arn.indexOf(":", 4) + 1) + 1;
  const account = arn.indexOf(":", arn.indexOf(":", service) + 1) + 1;
  if (service === 0 || account === 0) return arn;
  usualFields.lastIndex = service;
  const isUsual = usualFields.test(arn) && usualFields.lastIndex === account && !words.has(arn.slice(service, account - accountLength));
  let shape = isUsual ? arn.slice(0, service) + plainPart : "";
  // From here on the text has not been copied yet.
  let rest = isUsual ? account : 0;
  let start = account;
  let isPlain = true;
  for (let i = account; i <= arn.length; i++) {
    const code = i < arn.length ? arn.charCodeAt(i) : slash;
    if (code !== slash && code !== colon) {
      if (plainCodes[code] !== 1) isPlain = false;
      continue;
    }
    if (isPlain && start < i && !words.has(arn.slice(start, i))) {
      shape += arn.slice(rest, start) + plainPart;
      rest = i;
    }
    start = i + 1;
    isPlain = true;
  }
  return shape + arn.slice(rest);
}

const slash = 47;
const colon = 58;
const accountLength = ":123456789012:".length;
/** Letters, digits, `_` and `-`. */
const plainCodes = Uint8Array.from({ length: 128 }, (_, code) => (/[\w-]/.test(String.fromCharCode(code)) ? 1 : 0));
/** Stands for any plain part; no ARN holds it, and it is not the empty part. */
const plainPart = "\0";

/** The literal words between the separators of a service's ARNs; undefined where a part mixes words and placeholders. */
function wordsOf(service: Service): ReadonlySet<string> | undefined {
  const words = new Set<string>();
  for (const { arns } of service.resourceTypes) {
    for (const part of arns.flatMap((arn) => arn.split(/[/:]/))) {
      if (!part.includes("$")) words.add(part);
      else if (!/^\$\{[^}]+\}$/.test(part)) return undefined;
    }
  }
  return words;
}
