/**
 * What cannot be undone, or takes away what others rely on: it deletes data, keys, records of what was done, or whole applications.
 * Chosen from https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html (2026-09).
 */
export const destructiveActions: readonly string[] = `
  backup:DeleteBackupVault backup:DeleteRecoveryPoint chime:DeleteAppInstance chime:DeletePhoneNumber chime:DeleteSipMediaApplication
  chime:DeleteVoiceConnector cloudformation:DeleteStack cloudtrail:DeleteTrail cloudtrail:StopLogging
  cognito-idp:DeleteUserPool dynamodb:DeleteBackup dynamodb:DeleteTable ec2:DeleteSnapshot ec2:DeleteVolume ec2:DeleteVpc
  ec2:TerminateInstances eks:DeleteCluster elasticfilesystem:DeleteFileSystem iam:DeleteRole iam:DeleteUser kinesis:DeleteStream
  kms:DisableKey kms:ScheduleKeyDeletion lambda:DeleteFunction logs:DeleteLogGroup organizations:LeaveOrganization rds:DeleteDBCluster
  rds:DeleteDBInstance rds:DeleteDBSnapshot redshift:DeleteCluster route53:DeleteHostedZone s3:DeleteBucket s3:DeleteBucketPolicy
  secretsmanager:DeleteSecret`
  .trim()
  .split(/\s+/);
