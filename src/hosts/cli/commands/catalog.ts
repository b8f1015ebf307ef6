import type { Argv, CommandModule } from "yargs";
import type { Action, Catalog, ResourceType, Service } from "../../../catalog/catalog.ts";
import { describe } from "../../../catalog/describe.ts";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { nodeCatalog, nodeCatalogSource } from "../../node-catalog.ts";
import { out, UsageError } from "../console.ts";
import { withFormat } from "./options.ts";

interface CatalogArguments {
  readonly format: "pretty" | "json";
}

type Shared = { color: boolean | undefined };

export const catalogCommand: CommandModule<Shared, Shared> = {
  command: "catalog",
  describe: "look into the action catalog",
  builder: (yargs) =>
    (yargs)
      .command(showCommand)
      .command(searchCommand)
      .demandCommand(1, "say what to do with the catalog: `show SERVICE[:NAME]` or `search TEXT`"),
  handler: () => {},
};

const showCommand: CommandModule<Shared, CatalogArguments & { name: string }> = {
  command: "show <name>",
  describe: "a service, or one of its actions, resource types or condition keys",
  builder: (yargs) => withFormat(yargs.positional("name", { type: "string", demandOption: true, describe: "such as chime or chime:CreateMeeting" })),
  handler: ({ name, format }) => {
    const catalog = nodeCatalog();
    const [prefix = "", item] = name.split(/:(.*)/s);
    const service = findService(prefix, catalog);
    const shown = item === undefined ? describeService(service) : describeItem(service, item, catalog);
    out(format === "json" ? `${JSON.stringify(shown.data, null, 2)}\n` : shown.text);
  },
};

const searchCommand: CommandModule<Shared, CatalogArguments & { text: string }> = {
  command: "search <text>",
  describe: "actions whose name or description holds a text",
  builder: (yargs) => withFormat(yargs.positional("text", { type: "string", demandOption: true, describe: "words to look for, in any letter case" })),
  handler: ({ text, format }) => {
    const catalog = nodeCatalog();
    const source = nodeCatalogSource();
    const words = text.toLowerCase().split(/[\s:]+/).filter((word) => word !== "");
    const found: { action: string; level: string; description: string }[] = [];
    for (const prefix of catalog.services) {
      const descriptions = describe(source, prefix);
      for (const action of catalog.service(prefix)?.actions ?? []) {
        const description = descriptions?.action(action.name) ?? "";
        const haystack = `${action.qualifiedName} ${description}`.toLowerCase();
        if (words.every((word) => haystack.includes(word))) found.push({ action: action.qualifiedName, level: action.level, description });
      }
    }
    const inName = ({ action }: { action: string }): number => (words.every((word) => action.toLowerCase().includes(word)) ? 0 : 1);
    found.sort((a, b) => Number(!a.action.startsWith("chime:")) - Number(!b.action.startsWith("chime:")) || inName(a) - inName(b));
    if (format === "json") return out(`${JSON.stringify(found, null, 2)}\n`);
    if (found.length === 0) throw new UsageError(`no action matches \`${text}\``);
    const width = Math.max(...found.map(({ action }) => action.length));
    out(found.map(({ action, level, description }) => `${action.padEnd(width)}  ${level.padEnd(11)}  ${description}\n`).join(""));
  },
};

interface Shown {
  readonly data: object;
  readonly text: string;
}

function findService(prefix: string, catalog: Catalog): Service {
  const service = catalog.service(prefix);
  if (service !== undefined) return service;
  throw new UsageError(`the catalog has no service \`${prefix}\``, didYouMean(suggest(prefix, catalog.services)));
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
  const width = Math.max(0, ...actions.map((action) => action.name.length));
  const lines = [
    `${name} (${prefix}): ${actions.length} actions, ${resourceTypes.length} resource types`,
    "",
    "Resource types",
    ...resourceTypes.map((type) => `  ${prefix}:${type.name}(${type.fields.join(", ")})\n      ${type.arn}`),
    "",
    "Condition keys",
    ...conditionKeys.map((key) => `  ${key.name}  ${keyType(key)}`),
    "",
    "Actions",
    ...actions.map((action) => `  ${action.name.padEnd(width)}  ${action.level.padEnd(11)}  ${action.resourceTypes.length === 0 ? "*" : action.resourceTypes.join(", ")}`),
  ];
  return { data, text: `${lines.join("\n")}\n` };
}

function describeItem(service: Service, item: string, catalog: Catalog): Shown {
  const action = service.action(item);
  if (action !== undefined) return describeAction(action, service);
  const type = service.resourceType(item);
  if (type !== undefined) return describeType(type, service);
  const key = service.conditionKey(`${service.prefix}:${item}`) ?? catalog.globalKey(`${service.prefix}:${item}`);
  if (key !== undefined) return { data: { conditionKey: key.name, type: key.type, multiValued: key.multiValued }, text: `${key.name}\n  condition key, ${keyType(key)}\n` };
  const names = [...service.actions.map((one) => one.name), ...service.resourceTypes.map((one) => one.name)];
  throw new UsageError(`\`${service.prefix}\` has no action, resource type or condition key \`${item}\``, didYouMean(suggest(item, names).map((name) => `${service.prefix}:${name}`)));
}

function describeAction(action: Action, service: Service): Shown {
  const description = describe(nodeCatalogSource(), service.prefix)?.action(action.name) ?? "";
  const required = action.requiredTypes.map((choices) => choices.join(" or "));
  const conditionKeys = [...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((type) => service.resourceType(type)?.conditionKeys ?? [])])];
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
  const row = (label: string, values: readonly string[], none: string): string => `  ${label.padEnd(18)}${values.length === 0 ? none : values.join(`\n${" ".repeat(20)}`)}`;
  const lines = [
    action.qualifiedName,
    `  ${description}`,
    "",
    row("access level", [action.level + (action.permissionOnly ? " (a permission only: no API call has this name)" : "")], ""),
    row("resources", action.resourceTypes.map((name) => `${service.prefix}:${name}  ${service.resourceType(name)?.arn ?? ""}`), "none: it works on `*` only"),
    ...(required.length > 0 ? [row("required", required, "")] : []),
    ...(action.toleratedTypes.length > 0 ? [row("also seen on", action.toleratedTypes, "")] : []),
    row("condition keys", conditionKeys, "the global ones only"),
    row("dependent actions", action.dependentActions, "none known"),
  ];
  return { data, text: `${lines.join("\n")}\n` };
}

function describeType(type: ResourceType, service: Service): Shown {
  const actions = service.actions.filter(({ resourceTypes }) => resourceTypes.includes(type.name)).map(({ name }) => name);
  const data = { resourceType: `${service.prefix}:${type.name}`, arn: type.arn, fields: type.fields, conditionKeys: type.conditionKeys, actions };
  const lines = [
    `${service.prefix}:${type.name}(${type.fields.join(", ")})`,
    `  ${type.arn}`,
    "",
    `  condition keys    ${type.conditionKeys.join(", ") || "none"}`,
    `  actions           ${actions.join(`\n${" ".repeat(20)}`)}`,
  ];
  return { data, text: `${lines.join("\n")}\n` };
}

function keyType({ type, multiValued }: { type: string; multiValued: boolean }): string {
  return multiValued ? `list of ${type}` : type;
}
