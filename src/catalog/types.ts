/** The facts of AWS's service authorization reference, as the rest of the compiler sees them. */

/** What an action does to the account, by https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
export type AccessLevel = "list" | "read" | "write" | "tagging" | "permissions";

/** What the values of a condition key are. */
export type KeyType = "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress" | "Binary";

/** One edition of the data package that the catalog was made from. */
export interface Edition {
  readonly edition: string;
  /** The day it was made, `2026-09-26`. */
  readonly date: string;
}

/** Which data the catalog holds. Two catalogs with the same `version` hold the same facts of AWS. */
export interface CatalogVersion {
  readonly version: string;
  readonly date: string;
  readonly actions: Edition;
  /** Dependent actions and permission-only marks come from an older edition: newer ones lost them. */
  readonly dependents: Edition;
}

/**
 * Gives the text of one catalog file by name (`index`, `chime`, `s3`, `descriptions/chime`), undefined when there is none.
 * Hosts implement it over files or over a bundle.
 */
export interface CatalogSource {
  read(name: string): string | undefined;
  /** Files that are part of the program: they are believed, and neither read nor looked up in the index. */
  readonly atHand?: FilesAtHand;
}

/** What a catalog file holds. */
export type CatalogFile = Readonly<Record<string, unknown>>;

export interface FilesAtHand {
  readonly index: CatalogFile;
  /** By prefix. */
  readonly services: Readonly<Record<string, CatalogFile>>;
}

export interface Catalog {
  readonly version: CatalogVersion;
  /** All service prefixes, sorted. */
  readonly services: readonly string[];
  /** The number of actions of all services; known without loading them. */
  readonly actionCount: number;
  /** A service by its prefix, in any letter case; undefined when AWS has none or the source lacks its file. */
  service(prefix: string): Service | undefined;
  /** False when the source lacks the file of some service, as in a browser. */
  isComplete(): boolean;
  /** The services whose resource types have ARNs that name a service: those of `iam` also occur in `sts` and `ec2`. */
  arnServices(name: string): readonly string[];
  /** The name people know a service by (`Amazon Chime`), without loading it. */
  serviceName(prefix: string): string | undefined;
  /**
   * The actions that `prefix:Glob` or `*` matches, sorted by service, then by name; none for an unknown service.
   * Letter case is ignored; `*` and `?` may stand anywhere in the name. `*` throws when the catalog is not complete.
   */
  expand(pattern: string): readonly Action[];
  /** The qualified names of the actions that `expand` gives, in the same order. The list for `*` is made once; each caller gets the same. */
  expandNames(pattern: string): readonly string[];
  /**
   * The key that a name usable in every service stands for, in any letter case: `aws:SourceIp`; `aws:PrincipalTag/team`,
   * which gives `aws:PrincipalTag/${TagKey}`; the keys of identity providers and of `sts:` sessions.
   */
  globalKey(name: string): ConditionKey | undefined;
  readonly globalKeys: readonly ConditionKey[];
}

export interface Service {
  readonly prefix: string;
  readonly name: string;
  /** Sorted by name, by code unit. */
  readonly actions: readonly Action[];
  readonly resourceTypes: readonly ResourceType[];
  /** The keys that the service lists, those that begin with `aws:` included. */
  readonly conditionKeys: readonly ConditionKey[];
  /** An action by its name, in any letter case. */
  action(name: string): Action | undefined;
  /** The actions whose name a glob matches, in any letter case. */
  matching(glob: string): readonly Action[];
  resourceType(name: string): ResourceType | undefined;
  /** A key of this service, in any letter case; `s3:ExistingObjectTag/team` gives `s3:ExistingObjectTag/<key>`. */
  conditionKey(name: string): ConditionKey | undefined;
}

export interface Action {
  readonly service: string;
  readonly name: string;
  /** `chime:GetMeeting` */
  readonly qualifiedName: string;
  readonly level: AccessLevel;
  /** True when no API call of this name exists. */
  readonly permissionOnly: boolean;
  /** The resource types it takes; none when it works with `*` alone. */
  readonly resourceTypes: readonly string[];
  /** Sets of alternatives, one of each must be covered: `[["app-instance-bot", "app-instance-user"], ["channel"]]`. */
  readonly requiredTypes: readonly (readonly string[])[];
  /** Types that AWS is known to accept although the reference lists none. */
  readonly toleratedTypes: readonly string[];
  /** The keys at the action, as the reference writes them (`aws:RequestTag/${TagKey}`); those of its resource types come on top. */
  readonly conditionKeys: readonly string[];
  /** What the caller needs besides: `s3:GetBucketPolicy`. */
  readonly dependentActions: readonly string[];
}

export interface ResourceType {
  readonly service: string;
  readonly name: string;
  /** The ARN's template, the first where there are several: `arn:${Partition}:chime:${Region}:${Account}:meeting/${MeetingId}`. */
  readonly arn: string;
  readonly arns: readonly string[];
  /** The template's own placeholders in order, without partition, region and account: `MeetingId`. */
  readonly fields: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface ConditionKey {
  readonly name: string;
  readonly type: KeyType;
  /** True when a request holds several values, so that a condition needs `ForAnyValue` or `ForAllValues`. */
  readonly multiValued: boolean;
}
