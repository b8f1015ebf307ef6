import { damaged } from "./damage.ts";
import { wordsOf } from "./rows.ts";
import type { ResourceType } from "./types.ts";

/** A resource type before it is decoded, and what has been decoded of it. */
interface EncodedType {
  prefix: string;
  /** `name|template, template|key key` */
  row: string;
  /** Where the templates begin. */
  start: number;
  /** Where they end. */
  end: number;
  ownName?: string;
  templates?: readonly string[];
  names?: readonly string[];
  keys?: readonly string[];
}

/** A resource type from its row `name|template, template|key key`, decoded when it is asked for. */
export function readResourceType(service: string, row: string): ResourceType {
  const type: ResourceType & EncodedType = Object.create(typeView);
  type.prefix = service;
  type.row = row;
  type.start = row.indexOf("|") + 1;
  type.end = row.indexOf("|", type.start);
  if (type.start <= 1 || type.end <= type.start) throw damaged(service, `\`${row}\` is no resource type`);
  return type;
}

const typeView: ResourceType & ThisType<EncodedType & ResourceType> = {
  get service() {
    return this.prefix;
  },
  get name() {
    return (this.ownName ??= this.row.slice(0, this.start - 1));
  },
  get arn() {
    return this.arns[0]!;
  },
  get arns() {
    return (this.templates ??= this.row.slice(this.start, this.end).split(", "));
  },
  get fields() {
    return (this.names ??= fieldsOf(this.arn));
  },
  get conditionKeys() {
    return (this.keys ??= wordsOf(this.row.slice(this.end + 1)));
  },
};

/** The placeholders of a template that are not its partition, region or account. */
function fieldsOf(template: string): readonly string[] {
  const names = [...template.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name!);
  return names.filter((name) => name !== "Partition" && name !== "Region" && name !== "Account");
}
