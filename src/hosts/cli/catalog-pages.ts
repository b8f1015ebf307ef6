import pc from "picocolors";
import type { Action, Catalog, CatalogSource, ResourceType, Service } from "../../catalog/catalog.ts";
import { describe } from "../../catalog/describe.ts";
import { count, wrap } from "../../diagnostics/render/words.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { UsageError } from "./console.ts";

export interface Look {
  /** Columns of the terminal; undefined when the text goes elsewhere, and lines need no break. */
  readonly width: number | undefined;
  readonly color: boolean;
}

/** One thing, as data and for people. */
export interface Shown<T extends object = object> {
  readonly data: T;
  readonly text: (look: Look) => string;
}

/** What the catalog holds as a whole. */
export function overview(catalog: Catalog): Shown {
  const { version, services, actionCount } = catalog;
  const lines = [
    `catalog ${version.version} of ${version.date}: ${services.length} services, ${actionCount} actions`,
    "",
    "  chimepolicy catalog show chime                the actions, resource types and condition keys of a service",
    "  chimepolicy catalog show chime:CreateMeeting  one of them",
    '  chimepolicy catalog search "voice connector"  actions by the words of their names and descriptions',
  ];
  return {
    data: {
      version: version.version,
      date: version.date,
      actions: actionCount,
      services: services.map((prefix) => ({ service: prefix, name: catalog.serviceName(prefix) })),
    },
    text: () => `${lines.join("\n")}\n`,
  };
}

/** `chime`, or `chime:CreateMeeting`, or whatever else stands under such a name. */
export function show(name: string, catalog: Catalog, source: CatalogSource): Shown {
  const [prefix = "", item] = name.trim().split(/:(.*)/s);
  const service = catalog.service(prefix);
  if (service === undefined) {
    const key = catalog.globalKey(name);
    if (key !== undefined) return describeKey(key);
    throw new UsageError(
      `the catalog has no service \`${prefix}\``,
      didYouMean(suggest(prefix, catalog.services)) ?? "`chimepolicy catalog search TEXT` looks for words",
    );
  }
  return item === undefined || item === "" || item === "*" ? describeService(service) : describeItem(service, item, catalog, source);
}

interface Hit {
  readonly action: string;
  readonly level: string;
  readonly description: string;
}

/** Actions whose names and descriptions hold all of some words: those of Amazon Chime first, and a hit in the name before one in the description. */
export function search(text: string, catalog: Catalog, source: CatalogSource): Shown<readonly Hit[]> {
  const words = text
    .toLowerCase()
    .split(/[\s:]+/)
    .filter((word) => word !== "");
  if (words.length === 0) throw new UsageError("say what to look for");
  const hits: Hit[] = [];
  for (const prefix of catalog.services) {
    const descriptions = describe(source, prefix);
    for (const action of catalog.service(prefix)?.actions ?? []) {
      const description = descriptions?.action(action.name) ?? "";
      const haystack = `${action.qualifiedName} ${description}`.toLowerCase();
      if (words.every((word) => haystack.includes(word))) hits.push({ action: action.qualifiedName, level: action.level, description });
    }
  }
  const rank = ({ action }: Hit): number =>
    (action.startsWith("chime:") ? 0 : 2) + (words.every((word) => action.toLowerCase().includes(word)) ? 0 : 1);
  const data = hits.sort((a, b) => rank(a) - rank(b));
  return {
    data,
    text: ({ width, color }) => {
      const paint = pc.createColors(color);
      const longest = Math.max(...data.map(({ action }) => action.length));
      if (width === undefined)
        return data.map(({ action, level, description }) => `${action.padEnd(longest)}  ${level.padEnd(11)}  ${description}\n`).join("");
      const blocks = data.map(
        ({ action, level, description }) => `${paint.bold(action)}  ${paint.dim(level)}\n${indented(brief(description), width, "    ")}\n`,
      );
      return `${blocks.join("")}\n${paint.bold(count(data.length, "action"))}\n`;
    },
  };
}

/** AWS begins every description with the same three words, and ends many with a remark in brackets. */
function brief(description: string): string {
  const short = description.replace(/^Grants permission to /, "").replace(/ \([^()]*\)\.?$/, "");
  return short.charAt(0).toUpperCase() + short.slice(1);
}

function describeService(service: Service): Shown {
  const { prefix, name, actions, resourceTypes, conditionKeys } = service;
  const data = {
    service: prefix,
    name,
    actions: actions.map((action) => ({ name: action.qualifiedName, level: action.level, resourceTypes: action.resourceTypes })),
    resourceTypes: resourceTypes.map((type) => ({ name: `${prefix}:${type.name}`, arn: type.arn })),
    conditionKeys: conditionKeys.map((key) => ({ name: key.name, type: key.type, multiValued: key.multiValued })),
  };
  const text = ({ width, color }: Look): string => {
    const paint = pc.createColors(color);
    const heading = (words: string): string => paint.bold(words);
    const longest = Math.max(0, ...actions.map((action) => action.name.length));
    const margin = " ".repeat(longest + 17);
    const actionLine = (action: Action): string => {
      const types = action.resourceTypes.length === 0 ? "*" : action.resourceTypes.join(", ");
      const wrapped = width === undefined || width < margin.length + 20 ? [types] : wrap(types, width - margin.length);
      return `  ${action.name.padEnd(longest)}  ${paint.dim(action.level.padEnd(11))}  ${wrapped.join(`\n${margin}`)}`;
    };
    const keyWidth = Math.max(0, ...conditionKeys.map((key) => key.name.length));
    const lines = [
      heading(
        `${name} (${prefix}): ${count(actions.length, "action")}, ${count(resourceTypes.length, "resource type")}, ${count(conditionKeys.length, "condition key")}`,
      ),
      ...(resourceTypes.length === 0
        ? []
        : [
            "",
            heading("Resource types"),
            ...resourceTypes.flatMap((type) => [`  ${prefix}:${type.name}(${type.fields.join(", ")})`, `      ${paint.dim(type.arn)}`]),
          ]),
      ...(conditionKeys.length === 0
        ? []
        : ["", heading("Condition keys"), ...conditionKeys.map((key) => `  ${key.name.padEnd(keyWidth)}  ${paint.dim(keyType(key))}`)]),
      ...(actions.length === 0 ? [] : ["", heading("Actions, their access level, and what they work on"), ...actions.map(actionLine)]),
    ];
    return `${lines.join("\n")}\n`;
  };
  return { data, text };
}

function describeItem(service: Service, item: string, catalog: Catalog, source: CatalogSource): Shown {
  const action = service.action(item);
  if (action !== undefined) return describeAction(action, service, source);
  const type = service.resourceType(item);
  if (type !== undefined) return describeType(type, service);
  const key = service.conditionKey(`${service.prefix}:${item}`) ?? catalog.globalKey(`${service.prefix}:${item}`);
  if (key !== undefined) return describeKey(key);
  if (/[*?]/.test(item)) return describePattern(service, item);
  const names = [...service.actions.map((one) => one.name), ...service.resourceTypes.map((one) => one.name)];
  throw new UsageError(
    `\`${service.prefix}\` has no action, resource type or condition key \`${item}\``,
    didYouMean(suggest(item, names).map((name) => `${service.prefix}:${name}`)) ??
      `\`chimepolicy catalog show ${service.prefix}\` lists them`,
  );
}

function describePattern(service: Service, pattern: string): Shown {
  const actions = service.matching(pattern);
  if (actions.length === 0) throw new UsageError(`\`${service.prefix}:${pattern}\` matches no action`);
  return {
    data: { pattern: `${service.prefix}:${pattern}`, actions: actions.map(({ qualifiedName, level }) => ({ name: qualifiedName, level })) },
    text: () =>
      `${count(actions.length, "action")}\n${actions.map(({ qualifiedName, level }) => `  ${qualifiedName}  ${level}\n`).join("")}`,
  };
}

const labelWidth = 20;

function rows(table: readonly (readonly [label: string, values: readonly string[]])[], { width, color }: Look): string[] {
  const paint = pc.createColors(color);
  const margin = " ".repeat(labelWidth);
  return table.map(([label, values]) => {
    const lines = values.flatMap((value) => (width === undefined ? [value] : wrap(value, Math.max(30, width - labelWidth))));
    return `  ${paint.dim(label.padEnd(labelWidth - 2))}${lines.join(`\n${margin}`)}`;
  });
}

function describeAction(action: Action, service: Service, source: CatalogSource): Shown {
  const description = describe(source, service.prefix)?.action(action.name) ?? "";
  const conditionKeys = [
    ...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((type) => service.resourceType(type)?.conditionKeys ?? [])]),
  ];
  const data = {
    action: action.qualifiedName,
    service: service.name,
    description,
    level: action.level,
    permissionOnly: action.permissionOnly,
    resourceTypes: action.resourceTypes.map((name) => ({ name, arn: service.resourceType(name)?.arn })),
    requiredTypes: action.requiredTypes,
    toleratedTypes: action.toleratedTypes,
    conditionKeys,
    dependentActions: action.dependentActions,
  };
  const text = (look: Look): string => {
    const paint = pc.createColors(look.color);
    const typeNames = (names: readonly string[]): string[] => names.map((name) => `${service.prefix}:${name}`);
    const resources = action.resourceTypes.map((name) => {
      const type = service.resourceType(name);
      return `${service.prefix}:${name}(${type?.fields.join(", ") ?? ""})`;
    });
    const lines = [
      paint.bold(action.qualifiedName),
      ...(description === "" ? [] : [indented(description, look.width, "  ")]),
      "",
      ...rows(
        [
          ["access level", [action.level + (action.permissionOnly ? " (a permission only: no API call has this name)" : "")]],
          ["resources", resources.length === 0 ? ["none: it works on `*` only"] : resources],
          ...(action.requiredTypes.length === 0
            ? []
            : [["always needed", action.requiredTypes.map((choices) => typeNames(choices).join(" or "))] as const]),
          ...(action.toleratedTypes.length === 0 ? [] : [["also seen on", typeNames(action.toleratedTypes)] as const]),
          ["condition keys", conditionKeys.length === 0 ? ["the global ones only"] : conditionKeys],
          ["dependent actions", action.dependentActions.length === 0 ? ["none known"] : action.dependentActions],
        ],
        look,
      ),
    ];
    return `${lines.join("\n")}\n`;
  };
  return { data, text };
}

function describeType(type: ResourceType, service: Service): Shown {
  const actions = service.actions.filter(({ resourceTypes }) => resourceTypes.includes(type.name)).map(({ name }) => name);
  const data = {
    resourceType: `${service.prefix}:${type.name}`,
    arn: type.arn,
    fields: type.fields,
    conditionKeys: type.conditionKeys,
    actions,
  };
  const text = (look: Look): string => {
    const paint = pc.createColors(look.color);
    const head = [paint.bold(`${service.prefix}:${type.name}(${type.fields.join(", ")})`), `  ${type.arn}`, ""];
    const table = rows(
      [
        ["condition keys", type.conditionKeys.length === 0 ? ["the global ones only"] : type.conditionKeys],
        ["actions", actions.length === 0 ? ["none"] : look.width === undefined ? actions : [actions.join(", ")]],
      ],
      look,
    );
    return `${[...head, ...table].join("\n")}\n`;
  };
  return { data, text };
}

function describeKey(key: { readonly name: string; readonly type: string; readonly multiValued: boolean }): Shown {
  return {
    data: { conditionKey: key.name, type: key.type, multiValued: key.multiValued },
    text: ({ color }) => `${pc.createColors(color).bold(key.name)}\n  condition key, ${keyType(key)}\n`,
  };
}

function keyType({ type, multiValued }: { readonly type: string; readonly multiValued: boolean }): string {
  return multiValued ? `list of ${type}` : type;
}

function indented(text: string, width: number | undefined, margin: string): string {
  const lines = width === undefined ? [text] : wrap(text, Math.max(30, width - margin.length));
  return lines.map((line) => `${margin}${line}`).join("\n");
}
