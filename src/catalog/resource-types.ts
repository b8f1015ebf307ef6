import { damaged } from "./damage.ts";
import { wordsOf } from "./rows.ts";
import type { ResourceType } from "./types.ts";

/** A resource type before it is decoded, and what has been decoded of it. */
interface EncodedType {
  prefix: string;
  /** Its name, its templates and its keys. */
  texts: readonly string[];
  templates?: readonly string[];
  placeholders?: readonly string[];
  keys?: readonly string[];
}

/** The resource types of rows `name|template, template|key key`, each decoded when it is asked for. */
export function readResourceTypes(service: string, rows: readonly string[]): readonly ResourceType[] {
  return rows.map((row) => {
    const type: ResourceType & EncodedType = Object.create(typeView);
    type.prefix = service;
    type.texts = row.split("|");
    if (type.texts.length !== 3) throw damaged(service, `\`${row}\` is no resource type`);
    return type;
  });
}

const typeView: ResourceType & ThisType<EncodedType & ResourceType> = {
  get service() {
    return this.prefix;
  },
  get name() {
    return this.texts[0]!;
  },
  get arn() {
    return this.arns[0]!;
  },
  get arns() {
    return (this.templates ??= this.texts[1]!.split(", "));
  },
  get fields() {
    return (this.placeholders ??= fieldsOf(this.arn));
  },
  get conditionKeys() {
    return (this.keys ??= wordsOf(this.texts[2]!));
  },
};

/** The placeholders of a template that are not its partition, region or account. */
function fieldsOf(template: string): readonly string[] {
  const names = [...template.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name!);
  return names.filter((name) => name !== "Partition" && name !== "Region" && name !== "Account");
}
