import type { Rule } from "./rule.ts";
import { callerImpersonation } from "./rules/caller-impersonation.ts";
import { redundantAction } from "./rules/redundant-action.ts";
import { unlimitedPassRole } from "./rules/unlimited-pass-role.ts";

/** Every rule, in the order of their codes. */
// prettier-ignore
export const allRules: readonly Rule[] = [
  redundantAction,
  callerImpersonation,
  unlimitedPassRole,
];
