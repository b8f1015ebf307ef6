/**
 * Condition keys that hold service principals, and what these look like there, 2026-11. Access Analyzer's own list is not published; that
 * `aws:CalledVia` takes no `part.service.amazonaws.com` is what it answers.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
const anyDepth = { example: "service.amazonaws.com", shape: /^([a-z0-9-]+\.)+(amazonaws\.com(\.cn)?|amazon\.com)$/ };
const oneName = { example: "service.amazonaws.com", shape: /^[a-z0-9-]+\.(amazonaws\.com(\.cn)?|amazon\.com)$/ };
const withRegion = { example: "service.region.amazonaws.com", shape: /^([a-z0-9-]+\.){2,}amazonaws\.com(\.cn)?$/ };

/** By the key in lower case. */
export const servicePrincipalKeys = new Map([
  ["aws:calledvia", oneName],
  ["aws:calledviafirst", oneName],
  ["aws:calledvialast", oneName],
  ["aws:principalservicename", anyDepth],
  ["aws:principalservicenameslist", anyDepth],
  ["codeconnections:passedtoservice", anyDepth],
  ["codestar-connections:passedtoservice", anyDepth],
  ["iam:awsservicename", anyDepth],
  ["iam:passedtoservice", anyDepth],
  ["kms:granteeserviceprincipal", anyDepth],
  ["kms:retiringserviceprincipal", anyDepth],
  ["kms:viaservice", withRegion],
  ["organizations:serviceprincipal", anyDepth],
  ["sts:awsservicename", anyDepth],
]);
