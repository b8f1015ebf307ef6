import type { Rule } from "./rule.ts";
import { allOfChime } from "./rules/all-of-chime.ts";
import { allValuesInAllow } from "./rules/all-values-in-allow.ts";
import { allowActionWithoutTag } from "./rules/allow-action-without-tag.ts";
import { allowComplementWithTag } from "./rules/allow-complement-with-tag.ts";
import { allowWithNotAction } from "./rules/allow-with-not-action.ts";
import { allowWithNotResource } from "./rules/allow-with-not-resource.ts";
import { attributesWithoutSelect } from "./rules/attributes-without-select.ts";
import { broadChange } from "./rules/broad-change.ts";
import { callerImpersonation } from "./rules/caller-impersonation.ts";
import { conditionForAnotherAction } from "./rules/condition-for-another-action.ts";
import { credentialsExposure } from "./rules/credentials-exposure.ts";
import { dataExposure } from "./rules/data-exposure.ts";
import { denyActionWithoutTag } from "./rules/deny-action-without-tag.ts";
import { denyComplementWithTag } from "./rules/deny-complement-with-tag.ts";
import { endpointWithoutConnect } from "./rules/endpoint-without-connect.ts";
import { epochDate } from "./rules/epoch-date.ts";
import { hostBits } from "./rules/host-bits.ts";
import { invalidKmsKey } from "./rules/invalid-kms-key.ts";
import { invalidServicePrincipal } from "./rules/invalid-service-principal.ts";
import { invalidVpcId } from "./rules/invalid-vpc-id.ts";
import { keyUseWithoutService } from "./rules/key-use-without-service.ts";
import { messageContent } from "./rules/message-content.ts";
import { mfaDenyGap } from "./rules/mfa-deny-gap.ts";
import { missingDependentAction } from "./rules/missing-dependent-action.ts";
import { missingTagSession } from "./rules/missing-tag-session.ts";
import { negatedConditionInAllow } from "./rules/negated-condition-in-allow.ts";
import { networkDenyOfServices } from "./rules/network-deny-of-services.ts";
import { nullWithQuantifier } from "./rules/null-with-quantifier.ts";
import { openSensitiveKey } from "./rules/open-sensitive-key.ts";
import { partlyPrivateSourceIp } from "./rules/partly-private-source-ip.ts";
import { passRoleWithoutService } from "./rules/pass-role-without-service.ts";
import { patternOfAnything } from "./rules/pattern-of-anything.ts";
import { possibleDependentAction } from "./rules/possible-dependent-action.ts";
import { prefixInNegative } from "./rules/prefix-in-negative.ts";
import { privateSourceIp } from "./rules/private-source-ip.ts";
import { privilegeEscalation } from "./rules/privilege-escalation.ts";
import { quantifierAdmitsMissingKey } from "./rules/quantifier-admits-missing-key.ts";
import { redundantAction } from "./rules/redundant-action.ts";
import { redundantNumber } from "./rules/redundant-number.ts";
import { redundantResource } from "./rules/redundant-resource.ts";
import { resourceExposure } from "./rules/resource-exposure.ts";
import { resourceOutsideRegion } from "./rules/resource-outside-region.ts";
import { retiredAction } from "./rules/retired-action.ts";
import { serviceWithoutKey } from "./rules/service-without-key.ts";
import { severalBooleans } from "./rules/several-booleans.ts";
import { textOperatorOnArn } from "./rules/text-operator-on-arn.ts";
import { unboundedWildcard } from "./rules/unbounded-wildcard.ts";
import { undeniableAction } from "./rules/undeniable-action.ts";
import { unguardedDestruction } from "./rules/unguarded-destruction.ts";
import { unknownRegion } from "./rules/unknown-region.ts";
import { unlimitedPassRole } from "./rules/unlimited-pass-role.ts";
import { unlimitedServiceLinkedRole } from "./rules/unlimited-service-linked-role.ts";
import { unpairedKey } from "./rules/unpaired-key.ts";
import { untaggedAction } from "./rules/untagged-action.ts";
import { untrustworthyKey } from "./rules/untrustworthy-key.ts";
import { wildcardInArnService } from "./rules/wildcard-in-arn-service.ts";
import { wildcardLeavesNothing } from "./rules/wildcard-leaves-nothing.ts";

/** Every rule, in the order of their codes. */
// prettier-ignore
export const allRules: readonly Rule[] = [
  redundantAction,
  redundantResource,
  redundantNumber,
  patternOfAnything,
  hostBits,
  nullWithQuantifier,
  wildcardInArnService,
  privateSourceIp,
  partlyPrivateSourceIp,
  unlimitedServiceLinkedRole,
  invalidServicePrincipal,
  invalidVpcId,
  severalBooleans,
  invalidKmsKey,
  epochDate,
  openSensitiveKey,
  serviceWithoutKey,
  wildcardLeavesNothing,
  allowComplementWithTag,
  allowActionWithoutTag,
  unknownRegion,
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
  untrustworthyKey,
  quantifierAdmitsMissingKey,
  unpairedKey,
  denyComplementWithTag,
  textOperatorOnArn,
  attributesWithoutSelect,
  prefixInNegative,
  denyActionWithoutTag,
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
