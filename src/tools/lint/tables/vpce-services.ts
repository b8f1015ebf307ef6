/**
 * The services that set `aws:VpceAccount`, `aws:VpceOrgID` or `aws:VpceOrgPaths`, by the longest of the three lists, 2026.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceorgid
 */
export const vpceServices: ReadonlySet<string> = new Set(
  `acm-pca apprunner applicationinsights athena b2bi cassandra cloudformation cognito-identity comprehendmedical compute-optimizer
  datasync discovery dms ds-data dynamodb ebs ecr ecs firehose gamelift healthlake iam identitystore iotfleetwise iottwinmaker iotwireless
  kinesisanalytics kms lambda medical-imaging network-firewall omics payment-cryptography polly pricing rbin rekognition route53 s3 scheduler
  servicediscovery servicequotas ses shield sms-voice sqs ssm-contacts storagegateway textract transcribe transfer workmail`.split(/\s+/),
);

/** In lower case. */
export const vpceKeys: ReadonlySet<string> = new Set(["aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"]);
