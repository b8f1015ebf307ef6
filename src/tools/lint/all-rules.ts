import type { Rule } from "./rule.ts";
import { allOfChime } from "./rules/all-of-chime.ts";
import { callerImpersonation } from "./rules/caller-impersonation.ts";
import { endpointWithoutConnect } from "./rules/endpoint-without-connect.ts";
import { messageContent } from "./rules/message-content.ts";
import { missingDependentAction } from "./rules/missing-dependent-action.ts";
import { missingTagSession } from "./rules/missing-tag-session.ts";
import { possibleDependentAction } from "./rules/possible-dependent-action.ts";
import { redundantAction } from "./rules/redundant-action.ts";
import { resourceOutsideRegion } from "./rules/resource-outside-region.ts";
import { retiredAction } from "./rules/retired-action.ts";
import { unlimitedPassRole } from "./rules/unlimited-pass-role.ts";
import { untaggedAction } from "./rules/untagged-action.ts";

/** Every rule, in the order of their codes. */
// prettier-ignore
export const allRules: readonly Rule[] = [
  redundantAction,
  callerImpersonation,
  missingDependentAction,
  missingTagSession,
  messageContent,
  allOfChime,
  retiredAction,
  endpointWithoutConnect,
  resourceOutsideRegion,
  untaggedAction,
  unlimitedPassRole,
  possibleDependentAction,
];
