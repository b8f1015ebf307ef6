import type { Rule } from "./rule.ts";
import { callerImpersonation } from "./rules/caller-impersonation.ts";
import { conditionForAnotherAction } from "./rules/condition-for-another-action.ts";
import { redundantAction } from "./rules/redundant-action.ts";
import { severalBooleans } from "./rules/several-booleans.ts";
import { unknownRegion } from "./rules/unknown-region.ts";
import { unlimitedPassRole } from "./rules/unlimited-pass-role.ts";

/** Every rule, in the order of their codes. */
// prettier-ignore
export const allRules: readonly Rule[] = [
  redundantAction,
  unknownRegion,
  severalBooleans,
  conditionForAnotherAction,
  callerImpersonation,
  unlimitedPassRole,
];
