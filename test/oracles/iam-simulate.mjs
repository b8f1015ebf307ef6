import { createInterface } from "node:readline";
import { runSimulation } from "@cloud-copilot/iam-simulate";

const outcomes = { Allowed: "Allow", ExplicitlyDenied: "ExplicitDeny", ImplicitlyDenied: "ImplicitDeny" };
const named = (policies) => policies.map((policy, index) => ({ name: `p${index}`, policy }));

for await (const line of createInterface({ input: process.stdin })) {
  const { identity, boundary, organization = [], request } = JSON.parse(line);
  const { principal, action, resource, context = {} } = request;
  const answer = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: "111122223333" }, contextVariables: context },
      identityPolicies: named(identity),
      serviceControlPolicies: organization.map((policies, level) => ({ orgIdentifier: `ou-${level}`, policies: named(policies) })),
      resourceControlPolicies: [],
      ...(boundary === undefined ? {} : { permissionBoundaryPolicies: named([boundary]) }),
    },
    {},
  ).catch((error) => ({ resultType: "error", errors: { message: String(error) } }));
  const result =
    answer.resultType === "error"
      ? { error: JSON.stringify(answer.errors) }
      : { outcome: outcomes[answer.overallResult], ignored: answer.result?.ignoredContextKeys ?? [] };
  console.log(JSON.stringify(result));
}
