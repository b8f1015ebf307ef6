import type { Rule } from "./rule.ts";
import { allowActionWithoutTag } from "./rules/allow-action-without-tag.ts";
import { allowComplementWithTag } from "./rules/allow-complement-with-tag.ts";
import { attributesWithoutSelect } from "./rules/attributes-without-select.ts";
import { callerImpersonation } from "./rules/caller-impersonation.ts";
import { conditionForAnotherAction } from "./rules/condition-for-another-action.ts";
import { denyActionWithoutTag } from "./rules/deny-action-without-tag.ts";
import { denyComplementWithTag } from "./rules/deny-complement-with-tag.ts";
import { epochDate } from "./rules/epoch-date.ts";
import { hostBits } from "./rules/host-bits.ts";
import { invalidKmsKey } from "./rules/invalid-kms-key.ts";
import { invalidServicePrincipal } from "./rules/invalid-service-principal.ts";
import { invalidVpcId } from "./rules/invalid-vpc-id.ts";
import { nullWithQuantifier } from "./rules/null-with-quantifier.ts";
import { openSensitiveKey } from "./rules/open-sensitive-key.ts";
import { partlyPrivateSourceIp } from "./rules/partly-private-source-ip.ts";
import { patternOfAnything } from "./rules/pattern-of-anything.ts";
import { prefixInNegative } from "./rules/prefix-in-negative.ts";
import { privateSourceIp } from "./rules/private-source-ip.ts";
import { quantifierAdmitsMissingKey } from "./rules/quantifier-admits-missing-key.ts";
import { redundantAction } from "./rules/redundant-action.ts";
import { redundantNumber } from "./rules/redundant-number.ts";
import { redundantResource } from "./rules/redundant-resource.ts";
import { serviceWithoutKey } from "./rules/service-without-key.ts";
import { severalBooleans } from "./rules/several-booleans.ts";
import { textOperatorOnArn } from "./rules/text-operator-on-arn.ts";
import { unknownRegion } from "./rules/unknown-region.ts";
import { unlimitedPassRole } from "./rules/unlimited-pass-role.ts";
import { unlimitedServiceLinkedRole } from "./rules/unlimited-service-linked-role.ts";
import { unpairedKey } from "./rules/unpaired-key.ts";
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
  unlimitedPassRole,
  untrustworthyKey,
  quantifierAdmitsMissingKey,
  unpairedKey,
  denyComplementWithTag,
  textOperatorOnArn,
  attributesWithoutSelect,
  prefixInNegative,
  denyActionWithoutTag,
];
