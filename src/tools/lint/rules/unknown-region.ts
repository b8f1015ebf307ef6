import { arnFields, classifyArn } from "../../../catalog/arn.ts";
import type { Catalog } from "../../../catalog/catalog.ts";
import { didYouMean, suggest } from "../../../text/suggest.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { regionKeys, regions } from "../tables/regions.ts";

/**
 * A Region that does not exist matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-arn-region
 */
export const unknownRegion = statementRule("unknown-region", (statement, report, { catalog }) => {
  for (const entry of statement.resources.patterns) {
    const [, partition = "", service = "", region = ""] = arnFields(entry.text);
    const known = regions[partition] ?? all;
    if (!/^[a-z\d-]+$/.test(region) || known.includes(region) || !isOtherwiseValid(entry.text, service, catalog)) continue;
    const problem = all.includes(region) ? { region, partition } : { region };
    report(problem, statement, { location: placeOf(entry), aws: "INVALID_ARN_REGION", help: didYouMean(suggest(region, known)) });
  }
  for (const { keyName, parsed, values, location } of statement.tests) {
    if (!regionKeys.has(keyName) || parsed.base.family !== "String") continue;
    const region = values.find((value) => /^[\w-]+$/.test(value) && !all.includes(value.toLowerCase()));
    if (region !== undefined) report({ region }, statement, { location, aws: "INVALID_REGION", help: didYouMean(suggest(region, all)) });
  }
});

const all = Object.values(regions).flat();

/** Whether an ARN is one of its service whatever its Region is; the compiler has said so where it is not. */
function isOtherwiseValid(arn: string, service: string, catalog: Catalog): boolean {
  const prefixes = new Set([service, ...catalog.arnServices(service)]);
  const services = [...prefixes].flatMap((prefix) => catalog.service(prefix) ?? []);
  return services.some((one) => one.resourceTypes.length === 0 || classifyArn(one, arn).length > 0);
}
