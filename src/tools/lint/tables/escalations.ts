/** A way to more permissions than a policy shows. */
export interface Escalation {
  /** What whoever has these actions can do with them. */
  readonly means: string;
  readonly actions: readonly string[];
  /** Whether the actions are enough, or it depends on what they are used on: a role, a user or a function that can do more. */
  readonly depends: boolean;
  /** The service that a role is passed to. */
  readonly passedTo?: string;
}

const enough = (means: string, actions: string): Escalation => ({ means, actions: actions.split(" "), depends: false });
const depending = (means: string, actions: string): Escalation => ({ means, actions: actions.split(" "), depends: true });
const passing = (service: string, actions: string): Escalation => ({
  means: "do work with a role that can do more",
  actions: ["iam:PassRole", ...actions.split(" ")],
  depends: true,
  passedTo: `${service}.amazonaws.com`,
});

/**
 * The known paths, those that are enough by themselves first. Sources: S. Gietzen, "AWS IAM Privilege Escalation – Methods and Mitigation"
 * (Rhino Security Labs, 2018, with later additions), https://pathfinding.cloud (Datadog), and AWS on passing roles,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html; read 2026-09.
 */
export const escalations: readonly Escalation[] = [
  enough("rewrite a policy that is attached to them", "iam:CreatePolicyVersion"),
  enough("attach any policy to themselves", "iam:AttachUserPolicy"),
  enough("attach any policy to a group of theirs", "iam:AttachGroupPolicy"),
  enough("attach any policy to the role they have", "iam:AttachRolePolicy"),
  enough("write themselves a policy", "iam:PutUserPolicy"),
  enough("write a policy for a group of theirs", "iam:PutGroupPolicy"),
  enough("write a policy for the role they have", "iam:PutRolePolicy"),
  depending("go back to an earlier version of a policy", "iam:SetDefaultPolicyVersion"),
  depending("join a group that can do more", "iam:AddUserToGroup"),
  depending("have a role that can do more trust them", "iam:UpdateAssumeRolePolicy sts:AssumeRole"),
  depending("make access keys of a user who can do more", "iam:CreateAccessKey"),
  depending("give a password to a user who can do more", "iam:CreateLoginProfile"),
  depending("change the password of a user who can do more", "iam:UpdateLoginProfile"),
  depending("take the boundary off a user", "iam:DeleteUserPermissionsBoundary"),
  depending("take the boundary off a role", "iam:DeleteRolePermissionsBoundary"),
  depending("assign a permission set to themselves", "sso:CreateAccountAssignment"),
  depending("attach any policy to a permission set", "sso:AttachManagedPolicyToPermissionSet sso:ProvisionPermissionSet"),
  depending("write a policy for a permission set", "sso:PutInlinePolicyToPermissionSet sso:ProvisionPermissionSet"),
  passing("ec2", "ec2:RunInstances"),
  passing("ec2", "ec2:RequestSpotInstances"),
  passing("ec2", "ec2:AssociateIamInstanceProfile"),
  passing("ec2", "ec2:ReplaceIamInstanceProfileAssociation"),
  passing("ec2", "autoscaling:CreateLaunchConfiguration autoscaling:CreateAutoScalingGroup"),
  passing("lambda", "lambda:CreateFunction lambda:InvokeFunction"),
  passing("lambda", "lambda:CreateFunction lambda:CreateEventSourceMapping"),
  passing("lambda", "lambda:CreateFunction lambda:AddPermission"),
  passing("lambda", "lambda:UpdateFunctionConfiguration lambda:UpdateFunctionCode"),
  passing("glue", "glue:CreateDevEndpoint"),
  passing("glue", "glue:CreateJob glue:StartJobRun"),
  passing("glue", "glue:CreateJob glue:CreateTrigger"),
  passing("glue", "glue:UpdateJob glue:StartJobRun"),
  passing("glue", "glue:UpdateJob glue:CreateTrigger"),
  passing("cloudformation", "cloudformation:CreateStack"),
  passing("cloudformation", "cloudformation:UpdateStack"),
  passing("cloudformation", "cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet"),
  passing("cloudformation", "cloudformation:CreateStackSet cloudformation:CreateStackInstances"),
  passing("datapipeline", "datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline"),
  passing("codebuild", "codebuild:CreateProject codebuild:StartBuild"),
  passing("codebuild", "codebuild:UpdateProject codebuild:StartBuild"),
  passing("sagemaker", "sagemaker:CreateNotebookInstance sagemaker:CreatePresignedNotebookInstanceUrl"),
  passing("sagemaker", "sagemaker:CreateTrainingJob"),
  passing("sagemaker", "sagemaker:CreateProcessingJob"),
  passing("ecs-tasks", "ecs:RegisterTaskDefinition ecs:RunTask"),
  passing("ecs-tasks", "ecs:RegisterTaskDefinition ecs:StartTask"),
  passing("ecs-tasks", "ecs:RegisterTaskDefinition ecs:CreateService"),
  passing("tasks.apprunner", "apprunner:CreateService"),
  passing("states", "states:CreateStateMachine states:StartExecution"),
  passing("states", "states:UpdateStateMachine states:StartExecution"),
  passing("scheduler", "scheduler:CreateSchedule"),
  passing("ecs-tasks", "batch:RegisterJobDefinition batch:SubmitJob"),
  passing("ssm", "ssm:StartAutomationExecution"),
  passing("elasticmapreduce", "elasticmapreduce:RunJobFlow"),
  passing("emr-serverless", "emr-serverless:CreateApplication emr-serverless:StartJobRun"),
  depending("run their own code as a function's role", "lambda:UpdateFunctionCode"),
  depending("have a function's role load their own code", "lambda:UpdateFunctionConfiguration"),
  depending("run their own code as a development endpoint's role", "glue:UpdateDevEndpoint"),
  depending("enter a notebook with its role", "sagemaker:CreatePresignedNotebookInstanceUrl"),
  depending("run commands as an instance's role", "ssm:SendCommand"),
  depending("enter an instance with its role", "ssm:StartSession"),
  depending("enter an instance with its role", "ec2-instance-connect:SendSSHPublicKey"),
  depending("have an instance run their own code as its role", "ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances"),
  depending("enter a container with its role", "ecs:ExecuteCommand"),
];
