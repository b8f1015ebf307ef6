import type { AccessLevel } from "./types.ts";

/** One edition of AWS's service authorization reference as the data package gives it, before any correction. */
export interface SourceEdition {
  readonly edition: string;
  readonly date: string;
  readonly services: readonly SourceService[];
  readonly globalKeys: readonly SourceKey[];
}

export interface SourceService {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly SourceAction[];
  readonly resourceTypes: readonly SourceResourceType[];
  readonly conditionKeys: readonly SourceKey[];
}

export interface SourceAction {
  readonly name: string;
  readonly description: string;
  readonly accessLevel: string;
  readonly isPermissionOnly?: boolean;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
    readonly dependentActions: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface SourceResourceType {
  readonly key: string;
  /** One ARN template or several, `, ` between them. */
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

export interface SourceKey {
  readonly key: string;
  readonly type: string;
  readonly description?: string;
}

/** The reference's words since July 2026 and before. An action that tags counts as tagging although it writes. */
const accessLevels: Readonly<Record<string, AccessLevel>> = {
  List: "list",
  Read: "read",
  Write: "write",
  Tagging: "tagging",
  "Tagging, Write": "tagging",
  "Permissions management": "permissions",
  "Permissions management, Write": "permissions",
};

/** The access level that the reference's words mean; undefined when they are not known. */
export function accessLevelOf(text: string): AccessLevel | undefined {
  return Object.hasOwn(accessLevels, text) ? accessLevels[text] : undefined;
}

/** Everything an action depends on: at the action and at the rows of its resource types. */
export function dependentsOf(action: SourceAction): readonly string[] {
  return [...new Set([...action.dependentActions, ...action.resourceTypes.flatMap((type) => type.dependentActions)])];
}

/** The templates of a resource type, one by one. */
export function templatesOf(type: SourceResourceType): readonly string[] {
  return type.arn.split(", ");
}
