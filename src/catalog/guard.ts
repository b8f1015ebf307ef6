import { arnFields } from "./arn-fields.ts";
import { accessLevelOf, dependentsOf, templatesOf, type SourceEdition } from "./edition.ts";
import { keyTypeOf } from "./keys.ts";
import { templates as correctedTemplates } from "./overlay.ts";

/** What the guard counts, kept in the index for the next update to be compared with. */
export type CatalogCounts = Readonly<Record<CountName, number>>;

export type CountName = (typeof countNames)[number];

const countNames = [
  "services",
  "actions",
  "resourceTypes",
  "conditionKeys",
  "globalKeys",
  "descriptions",
  "actionsWithResources",
  "actionsWithDependents",
  "dependents",
  "permissionOnly",
  "list",
  "read",
  "write",
  "tagging",
  "permissions",
  "chimeActions",
  "chimeActionsWithDependents",
] as const;

/** A count may fall by this share from one update to the next: services do retire, but not by the dozen. */
export const allowedFall = 0.02;

/**
 * Every reason to refuse a source, none when it is sound. In July 2026 the public data lost all dependent actions, all
 * permission-only marks and changed the words for access levels in one automated update; this must not pass unseen again.
 */
export function guard(
  edition: SourceEdition,
  dependents: SourceEdition,
  previous?: Partial<CatalogCounts>,
): { counts: CatalogCounts; reasons: readonly string[] } {
  const counts = countAll(edition, dependents);
  return {
    counts,
    reasons: [...emptyFields(edition, dependents), ...falls(counts, previous), ...unknownWords(edition), ...malformed(edition)],
  };
}

function countAll(edition: SourceEdition, dependents: SourceEdition): CatalogCounts {
  const counts: Record<CountName, number> = {
    ...zero,
    services: edition.services.length,
    globalKeys: edition.globalKeys.length,
  };
  for (const service of edition.services) {
    counts.resourceTypes += service.resourceTypes.length;
    counts.conditionKeys += service.conditionKeys.length;
    counts.actions += service.actions.length;
    if (service.prefix === "chime") counts.chimeActions = service.actions.length;
    for (const action of service.actions) {
      const level = accessLevelOf(action.accessLevel);
      if (level) counts[level]++;
      if (action.description !== "") counts.descriptions++;
      if (action.resourceTypes.length > 0) counts.actionsWithResources++;
    }
  }
  for (const service of dependents.services) {
    for (const action of service.actions) {
      const needed = dependentsOf(action).length;
      counts.dependents += needed;
      if (needed > 0) counts.actionsWithDependents++;
      if (needed > 0 && service.prefix === "chime") counts.chimeActionsWithDependents++;
      if (action.isPermissionOnly === true) counts.permissionOnly++;
    }
  }
  return counts;
}

const zero = Object.fromEntries(countNames.map((name) => [name, 0])) as Readonly<Record<CountName, number>>;

function emptyFields(edition: SourceEdition, dependents: SourceEdition): readonly string[] {
  const actions = edition.services.flatMap((service) => service.actions);
  const older = dependents.services.flatMap((service) => service.actions);
  const types = edition.services.flatMap((service) => service.resourceTypes);
  const keys = edition.services.flatMap((service) => service.conditionKeys);
  const filled: Readonly<Record<string, boolean>> = {
    [`no action has dependent actions in edition ${dependents.edition}`]: older.some((action) => dependentsOf(action).length > 0),
    [`no action is permission-only in edition ${dependents.edition}`]: older.some((action) => action.isPermissionOnly === true),
    [`no action has a description in edition ${edition.edition}`]: actions.some((action) => action.description !== ""),
    [`no action has an access level in edition ${edition.edition}`]: actions.some((action) => action.accessLevel !== ""),
    [`no action takes a resource type in edition ${edition.edition}`]: actions.some((action) => action.resourceTypes.length > 0),
    [`no resource type has an ARN in edition ${edition.edition}`]: types.some((type) => type.arn !== ""),
    [`no condition key has a type in edition ${edition.edition}`]: keys.some((key) => key.type !== ""),
    [`there are no global condition keys in edition ${edition.edition}`]: edition.globalKeys.length > 0,
  };
  return Object.keys(filled).filter((reason) => filled[reason] !== true);
}

function falls(counts: CatalogCounts, previous: Partial<CatalogCounts> = {}): readonly string[] {
  return countNames.flatMap((name) => {
    const before = previous[name] ?? 0;
    const now = counts[name];
    if (now >= before * (1 - allowedFall)) return [];
    return [`\`${name}\` falls from ${before} to ${now}, more than ${allowedFall * 100} %`];
  });
}

/** One reason for each unknown word, with the first place where it stands: a renamed level would give ten thousand. */
function unknownWords(edition: SourceEdition): readonly string[] {
  const places = new Map<string, string[]>();
  const note = (what: string, word: string, place: string): void => {
    // A field that is empty everywhere has its own reason.
    if (word === "") return;
    const known = places.get(`unknown ${what} \`${word}\``);
    if (known) known.push(place);
    else places.set(`unknown ${what} \`${word}\``, [place]);
  };
  for (const { prefix, actions, conditionKeys } of edition.services) {
    for (const { name, accessLevel } of actions) if (!accessLevelOf(accessLevel)) note("access level", accessLevel, `${prefix}:${name}`);
    for (const { key, type } of conditionKeys) if (!keyTypeOf(type)) note("condition key type", type, `${key} in ${prefix}`);
  }
  for (const { key, type } of edition.globalKeys) if (!keyTypeOf(type)) note("condition key type", type, key);
  return [...places].map(([reason, where]) => `${reason}: ${where[0]}${where.length > 1 ? ` and ${where.length - 1} more` : ""}`);
}

function malformed(edition: SourceEdition): readonly string[] {
  const corrected = new Set(correctedTemplates.map(({ from }) => from));
  return edition.services.flatMap(({ prefix, resourceTypes }) =>
    resourceTypes.flatMap((type) =>
      templatesOf(type)
        .filter((template) => type.arn !== "" && !corrected.has(template) && !isTemplate(template))
        .map((template) => `malformed ARN template of \`${prefix}\` ${type.key}: \`${template}\``),
    ),
  );
}

const placeholder = "\\$\\{\\w+\\}";
const fieldShapes = [
  /^arn$/,
  /^\$\{Partition\}$/,
  new RegExp(`^([a-z0-9-]+|${placeholder})$`),
  new RegExp(`^(|\\*|[a-z]{2}(-[a-z]+)+-\\d|${placeholder})$`),
  new RegExp(`^(|\\*|aws|\\d{12}|${placeholder})$`),
  new RegExp(`^([^{}$\\s]|${placeholder})+$`),
];

function isTemplate(template: string): boolean {
  const fields = arnFields(template);
  return fields.length === fieldShapes.length && fieldShapes.every((shape, at) => shape.test(fields[at]!));
}
