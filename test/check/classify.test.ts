import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyArn } from "../../src/catalog/arn.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import { classify } from "../../src/phases/3-check/classify.ts";

const catalog = nodeCatalog();
const prefixes = ["chime", "s3", "iam", "sqs", "lambda", "logs", "dynamodb", "ec2", "elasticloadbalancing", "kinesisvideo", "kms"];
const services = prefixes.map((prefix) => catalog.service(prefix)!);

/** The parts of a service's own ARNs, mixed with what authors write in their place. */
const resource = (templates: readonly string[]): fc.Arbitrary<string> => {
  const words = [...new Set(templates.flatMap((arn) => arn.split(":").slice(5).join(":").split(/[/:]/)))].filter(
    (word) => !word.includes("$"),
  );
  const part = fc.oneof(
    fc.constantFrom("", "*", "x", "a1-b_2", "3db21fc1", "${aws:username}", "a.b", "pre*"),
    fc.constantFrom(...words, "y"),
  );
  return fc
    .array(fc.tuple(part, fc.constantFrom("/", ":")), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.map(([text, separator], index) => (index === 0 ? text : separator + text)).join(""));
};

describe("3-check, classifying by shape", () => {
  it("says of every ARN what the catalog says of it", () => {
    const arn = fc.nat(services.length - 1).chain((at) =>
      fc
        .tuple(
          fc.constantFrom("aws", "*"),
          fc.constantFrom("us-east-1", "eu-central-1", "", "*", "US-EAST-1", "us*"),
          fc.constantFrom("123456789012", "210987654321", "", "*", "aws", "12345678901", "ABCDEFGHIJKL"),
          resource(services[at]!.resourceTypes.flatMap(({ arns }) => arns)),
        )
        .map(([partition, region, account, text]) => ({
          at,
          text: `arn:${partition}:${prefixes[at]!}:${region}:${account}:${text}`,
        })),
    );
    fc.assert(
      fc.property(arn, ({ at, text }) => {
        const service = services[at]!;
        expect(classify(service, text).map(({ name }) => name)).toEqual(classifyArn(service, text).map(({ name }) => name));
      }),
      { numRuns: process.env["CHIMEPOLICY_LONG"] === undefined ? 5000 : 200_000 },
    );
  });
});
