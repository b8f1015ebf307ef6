/** ARNs and the resource types they can name: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export { arnFields } from "./arn-fields.ts";
export { classifyArn, coversType, isRegion, partitions } from "./arn-match.ts";
export { explainArn, type ArnProblemKind } from "./arn-explain.ts";
export { suggestServices } from "./service-aliases.ts";
