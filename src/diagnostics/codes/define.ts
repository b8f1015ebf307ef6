/** One row of a code table. `P` is what the message needs to know. */
export interface CodeDefinition<P> {
  /** `CP` and four digits: 1 syntax, 2 actions, resources and conditions, 3 names, 4 limits, 5 inputs, 6 policy tests, 7 the linter's rules, 8 builds. Never reused. */
  readonly code: `CP${number}`;
  readonly severity: "error" | "security-warning" | "warning" | "suggestion";
  /** The name of the same check in IAM Access Analyzer. Of a list, each finding says which one it is, or none where AWS would not report it. */
  readonly aws?: string | readonly string[];
  /** True when the finding rests on the catalog's word or on taste, so that `@suppress` may silence it. Invalid IAM never is. */
  readonly suppressible?: true;
  readonly message: (parameters: P) => string;
}

/** Checks the shape of a code table while keeping every message's own parameter type. */
export function defineCodes<T extends Record<string, CodeDefinition<never>>>(table: T): T {
  return table;
}
