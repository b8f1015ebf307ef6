import { covers, arnFields, hasWildcard, resourcePattern } from "../../../iam/pattern.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { chimeRegions } from "../tables/chime-regions.ts";
import { regions as awsRegions } from "../tables/regions.ts";

/** A resource lies in a Region of the service that makes it: https://docs.aws.amazon.com/chime-sdk/latest/dg/sdk-available-regions.html */
export const resourceOutsideRegion = statementRule("resource-outside-region", (statement, report) => {
  for (const entry of statement.resources.patterns) {
    const [, , service, region = "", , resource = ""] = arnFields(entry.text) ?? [];
    const segment = resource.split("/")[0]!;
    const regions = service === "chime" ? chimeRegions.get(segment) : undefined;
    // Of a Region that does not exist, another rule speaks.
    if (regions === undefined || !(hasWildcard(region) || everyRegion.has(region)) || regions.some((one) => matches(region, one))) continue;
    report({ type: segment, region, isPattern: hasWildcard(region) }, statement, {
      location: placeOf(entry),
      help: `they lie in ${regions.join(", ")}`,
    });
    return;
  }
});

const everyRegion = new Set(Object.values(awsRegions).flat());

function matches(pattern: string, region: string): boolean {
  return covers(resourcePattern(`arn:aws:chime:${pattern}:*:*`), resourcePattern(`arn:aws:chime:${region}:*:*`));
}
