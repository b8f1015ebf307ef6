import type { Rule } from "./rule.ts";
import { allOfChime } from "./rules/all-of-chime.ts";
import { allValuesInAllow } from "./rules/all-values-in-allow.ts";
import { allowWithNotAction } from "./rules/allow-with-not-action.ts";
import { allowWithNotResource } from "./rules/allow-with-not-resource.ts";
import { broadChange } from "./rules/broad-change.ts";
import { callerImpersonation } from "./rules/caller-impersonation.ts";
import { conditionForAnotherAction } from "./rules/condition-for-another-action.ts";
import { credentialsExposure } from "./rules/credentials-exposure.ts";
import { dataExposure } from "./rules/data-exposure.ts";
import { endpointWithoutConnect } from "./rules/endpoint-without-connect.ts";
import { keyUseWithoutService } from "./rules/key-use-without-service.ts";
import { messageContent } from "./rules/message-content.ts";
import { mfaDenyGap } from "./rules/mfa-deny-gap.ts";
import { missingDependentAction } from "./rules/missing-dependent-action.ts";
import { missingTagSession } from "./rules/missing-tag-session.ts";
import { negatedConditionInAllow } from "./rules/negated-condition-in-allow.ts";
import { networkDenyOfServices } from "./rules/network-deny-of-services.ts";
import { passRoleWithoutService } from "./rules/pass-role-without-service.ts";
import { possibleDependentAction } from "./rules/possible-dependent-action.ts";
import { privilegeEscalation } from "./rules/privilege-escalation.ts";
import { redundantAction } from "./rules/redundant-action.ts";
import { resourceExposure } from "./rules/resource-exposure.ts";
import { resourceOutsideRegion } from "./rules/resource-outside-region.ts";
import { retiredAction } from "./rules/retired-action.ts";
import { severalBooleans } from "./rules/several-booleans.ts";
import { unboundedWildcard } from "./rules/unbounded-wildcard.ts";
import { undeniableAction } from "./rules/undeniable-action.ts";
import { unguardedDestruction } from "./rules/unguarded-destruction.ts";
import { unknownRegion } from "./rules/unknown-region.ts";
import { unlimitedPassRole } from "./rules/unlimited-pass-role.ts";
import { untaggedAction } from "./rules/untagged-action.ts";

/** Every rule, in the order of their codes. */
// prettier-ignore
export const allRules: readonly Rule[] = [
  redundantAction,
  unknownRegion,
  severalBooleans,
  conditionForAnotherAction,
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
  privilegeEscalation,
  credentialsExposure,
  dataExposure,
  resourceExposure,
  broadChange,
  negatedConditionInAllow,
  allValuesInAllow,
  allowWithNotAction,
  allowWithNotResource,
  mfaDenyGap,
  undeniableAction,
  networkDenyOfServices,
  unboundedWildcard,
  unguardedDestruction,
  passRoleWithoutService,
  possibleDependentAction,
  keyUseWithoutService,
];
