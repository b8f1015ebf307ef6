import { App, Stack, aws_iam as iam } from "aws-cdk-lib";
import { WebinarReporter, WebinarServer } from "./webinar.chimepolicy";

const stack = new Stack(new App(), "Webinar");

for (const [name, policy] of Object.entries({ WebinarServer, WebinarReporter })) {
  const document = iam.PolicyDocument.fromJson(policy);
  new iam.Role(stack, name, {
    assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    managedPolicies: [new iam.ManagedPolicy(stack, `${name}Policy`, { document })],
  });
}
