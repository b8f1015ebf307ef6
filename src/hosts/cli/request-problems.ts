import { explainArn } from "../../catalog/arn.ts";
import type { Catalog, KeyType } from "../../catalog/catalog.ts";
import { didYouMean } from "../../text/suggest.ts";
import type { RequestProblem } from "../../tools/evaluate/check-request.ts";
import type { Request } from "../../tools/evaluate/request.ts";
import { UsageError } from "./console.ts";

/** Refuses a request for what is odd about it, in the words of the command line. */
export function refuseRequest(problem: RequestProblem, { action }: Request, catalog: Catalog): UsageError {
  const { message, help } = describe(problem, action, catalog);
  const way = "`--force` asks all the same";
  return new UsageError(message, help === undefined ? way : `${help} (${way})`);
}

interface Words {
  readonly message: string;
  readonly help?: string | undefined;
}

function describe(problem: RequestProblem, action: string, catalog: Catalog): Words {
  switch (problem.kind) {
    case "malformed-principal":
      return { message: `\`${problem.principal}\` is no ARN of a principal` };
    case "unknown-service":
      return { message: `unknown service \`${problem.service}\``, help: didYouMean(problem.suggestions) };
    case "unknown-action":
      return {
        message: `unknown action \`${problem.action}\``,
        help: problem.action.includes(":")
          ? (didYouMean(problem.suggestions) ?? "`chimepolicy catalog search TEXT` finds actions by words")
          : `an action has its service in front, such as \`chime:${problem.action}\``,
      };
    case "wildcard":
      return {
        message: `\`${problem.text}\` stands for many ${problem.element}s, and \`can\` asks about one`,
        help: "name one; a `test` block in a source asks about many",
      };
    case "missing-resource":
      return {
        message: `\`${problem.action}\` takes ${typesOf(problem.action, problem.taken)}, and the request names none`,
        help: `say which one: \`--on ${exampleOf(problem.action, problem.taken[0]!, catalog)}\``,
      };
    case "resource-not-taken":
      return { message: `\`${problem.action}\` takes no resource`, help: "leave `--on` out" };
    case "other-resource-type":
      return {
        message: `\`${problem.action}\` takes ${typesOf(problem.action, problem.taken)}, and \`${problem.resource}\` is ${typesOf(problem.action, problem.types)}`,
      };
    case "malformed-resource":
      return {
        message: `\`${problem.resource}\` is no resource of \`${serviceOf(action)}\`: ${faultOf(problem.resource, action, catalog)}`,
        // What is suggested for a policy may hold a wildcard.
        help: didYouMean(problem.suggestions.filter((arn) => !arn.includes("*"))),
      };
    case "unknown-key":
      return { message: `unknown condition key \`${problem.key}\``, help: didYouMean(problem.suggestions) };
    case "repeated-key":
      return { message: `\`${problem.key}\` and \`${problem.first}\` are the same condition key`, help: "spell it the same way each time" };
    case "wrong-value":
      return { message: `\`${problem.key}\` is ${valueOf[problem.type]}, and \`${problem.value}\` is none` };
    case "several-values":
      return { message: `\`${problem.key}\` has one value, and ${problem.values.length} are given` };
  }
}

function faultOf(resource: string, action: string, catalog: Catalog): string {
  const service = catalog.service(serviceOf(action));
  return service === undefined ? "it has another form" : explainArn(service, resource).reason.replace(/; `\*` stands for all$/, "");
}

const valueOf: Readonly<Record<KeyType, string>> = {
  String: "a text",
  ARN: "an ARN",
  Bool: "`true` or `false`",
  Numeric: "a number",
  Date: "a date such as `2026-01-31T12:00:00Z`",
  IPAddress: "an IP address such as `203.0.113.7`",
  Binary: "base64",
};

/** `chime:meeting` or `chime:channel` */
function typesOf(action: string, types: readonly string[]): string {
  const names = types.map((type) => `\`${serviceOf(action)}:${type}\``);
  const last = names.pop()!;
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
}

/** What stands for the parts of an ARN that every service has. */
const examples: Readonly<Record<string, string>> = { Partition: "aws", Region: "us-east-1", Account: "111122223333" };

function exampleOf(action: string, type: string, catalog: Catalog): string {
  const template = catalog.service(serviceOf(action))?.resourceType(type)?.arn ?? "ARN";
  return template.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => examples[name] ?? name.toUpperCase());
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":")).toLowerCase();
}
