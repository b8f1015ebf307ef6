/**
 * Actions whose answers an attacker takes away or whose effect opens the account. They follow the categories of public audits of IAM
 * policies (cloudsplaining, parliament, Prowler; seen 2026-09), read again against
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 * What only changes permissions of IAM itself is in `escalations.ts`.
 */

const names = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Their answers hold credentials, or let their caller in somewhere. */
export const credentialActions = names(`
  acm:ExportCertificate appsync:ListApiKeys codeartifact:GetAuthorizationToken cognito-identity:GetOpenIdTokenForDeveloperIdentity
  connect:GetFederationToken ec2:GetPasswordData gamelift:GetComputeAuthToken gamelift:GetInstanceAccess glue:GetConnection
  glue:GetConnections grafana:CreateWorkspaceApiKey lightsail:DownloadDefaultKeyPair lightsail:GetInstanceAccessDetails
  lightsail:GetRelationalDatabaseMasterUserPassword rds-db:connect redshift-serverless:GetCredentials redshift:GetClusterCredentials
  redshift:GetClusterCredentialsWithIAM sts:AssumeRole`);

/** Their answers hold what an account keeps for itself. */
export const dataActions = names(`
  chime:GetChannelMessage chime:ListChannelMessages codecommit:GitPull dynamodb:BatchGetItem dynamodb:ExportTableToPointInTime
  dynamodb:GetItem dynamodb:PartiQLSelect dynamodb:Query dynamodb:Scan ebs:GetSnapshotBlock kinesis:GetRecords s3:GetObject
  s3:GetObjectVersion secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue sqs:ReceiveMessage ssm:GetParameter
  ssm:GetParameterHistory ssm:GetParameters ssm:GetParametersByPath`);

/** They let other accounts, or anybody, use a resource. */
export const sharingActions = names(`
  acm-pca:PutPolicy backup:PutBackupVaultAccessPolicy codeartifact:PutDomainPermissionsPolicy codeartifact:PutRepositoryPermissionsPolicy
  codebuild:PutResourcePolicy dynamodb:PutResourcePolicy ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute
  ec2:ModifyVpcEndpointServicePermissions ecr:SetRepositoryPolicy ecr:PutRegistryPolicy elasticfilesystem:PutFileSystemPolicy
  events:PutPermission glacier:SetVaultAccessPolicy glue:PutResourcePolicy kinesis:PutResourcePolicy kms:CreateGrant kms:PutKeyPolicy
  lakeformation:GrantPermissions lambda:AddLayerVersionPermission lambda:AddPermission ram:AssociateResourceShare ram:CreateResourceShare
  rds:ModifyDBClusterSnapshotAttribute rds:ModifyDBSnapshotAttribute redshift:AuthorizeSnapshotAccess s3:PutAccessPointPolicy
  s3:PutAccountPublicAccessBlock s3:PutBucketAcl s3:PutBucketPolicy s3:PutBucketPublicAccessBlock s3:PutObjectAcl
  secretsmanager:PutResourcePolicy serverlessrepo:PutApplicationPolicy ses:PutIdentityPolicy sns:AddPermission sqs:AddPermission
  ssm:ModifyDocumentPermission`);
