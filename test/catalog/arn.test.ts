import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyArn, coversType, explainArn } from "../../src/catalog/arn.ts";
import { intersects, patternSteps } from "../../src/catalog/arn-pattern.ts";
import { catalog } from "./source.ts";

const chime = catalog.service("chime")!;
const own = "arn:aws:chime:us-east-1:123456789012:";
const typesOf = (arn: string, service = "chime"): string[] => classifyArn(catalog.service(service)!, arn).map(({ name }) => name);

describe("an ARN of Chime", () => {
  it.each([
    [`${own}meeting/m1`, ["meeting"]],
    [`${own}meeting/*`, ["meeting"]],
    [`${own}meeting/\${aws:PrincipalTag/team}`, ["meeting"]],
    ["arn:*:chime:*:*:meeting/*", ["meeting"]],
    ["arn:aws:c?ime:*:*:vc/abc", ["voice-connector"]],
    [`${own}app-instance/a1`, ["app-instance"]],
    [`${own}app-instance/a1/user/u1`, ["app-instance-user"]],
    [`${own}app-instance/a1/user/\${cognito-identity.amazonaws.com:sub}`, ["app-instance-user"]],
    [`${own}app-instance/*/user/*`, ["app-instance-user"]],
    [`${own}app-instance/a1/*`, ["app-instance-bot", "app-instance-user", "channel", "channel-flow"]],
    [`${own}app-instance/*`, ["app-instance", "app-instance-bot", "app-instance-user", "channel", "channel-flow"]],
    [`${own}app-instance/\${aws:username}`, ["app-instance", "app-instance-bot", "app-instance-user", "channel", "channel-flow"]],
    [`${own}app-instance/a1/channel*`, ["channel", "channel-flow"]],
    [`${own}v?/abc`, ["voice-connector"]],
    [`${own}meeting/\${*}`, ["meeting"]],
    [`${own}meeting/`, []],
    [`${own}meeting`, []],
    [`${own}meeting/m1/attendee/a1`, []],
    [`${own}Meeting/m1`, []],
    [`${own}voice-connector/abc`, []],
    ["arn:aws:chime::123456789012:meeting/m1", []],
    ["arn:aws:chime:us-east-1:12345678901:meeting/m1", []],
    ["arn:aws:chime:us-east-1:1234*:meeting/m1", ["meeting"]],
    ["arn:aws:chime:us-east-1:1234567890123*:meeting/m1", []],
    ["arn:aws:chime:us-east-1:meeting/m1", []],
    ["arn:aws-mars:chime:us-east-1:123456789012:meeting/m1", []],
    ["arn:aws:CHIME:us-east-1:123456789012:meeting/m1", []],
    ["", []],
  ])("%s can name %j", (arn, types) => {
    expect(typesOf(arn)).toEqual(types);
  });

  it("names every type when it is `*`", () => {
    expect(typesOf("*")).toHaveLength(13);
    expect(typesOf(`${own}*`)).toHaveLength(13);
  });

  it("covers a type when it can name it", () => {
    for (const type of chime.resourceTypes) {
      expect(coversType(chime, type, `${own}app-instance/a1/*`)).toBe(/-(bot|user)$|^channel/.test(type.name));
      expect(coversType(chime, type, "*")).toBe(true);
      expect(coversType(chime, type, "meeting")).toBe(false);
    }
  });
});

describe("an ARN of another service", () => {
  it.each([
    ["s3", "arn:aws:s3:::bucket", ["bucket"]],
    ["s3", "arn:aws:s3:::bucket/a/b/c.txt", ["object"]],
    ["s3", "arn:aws:s3:::*", ["bucket", "object"]],
    ["s3", "arn:aws:s3:*:*:bucket", ["bucket"]],
    ["s3", "arn:aws:s3:us-east-1::bucket", []],
    ["iam", "arn:aws:iam::123456789012:role/service/path/name", ["role"]],
    ["iam", "arn:aws:iam::aws:policy/AmazonChimeSDK", ["policy"]],
    ["sts", "arn:aws:iam::123456789012:role/name", ["role"]],
    ["logs", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f", ["log-group"]],
    ["logs", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:log-stream:s", ["log-group", "log-stream"]],
    ["dynamodb", "arn:aws:dynamodb:us-east-1:123456789012:table/t/index/i", ["index"]],
    ["apigateway", "arn:aws:apigateway:us-east-1::/restapis/x/stages/y", ["Stage"]],
    ["ssm", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript", ["document"]],
    ["mediaconnect", "arn:aws:mediaconnect:us-east-1:123456789012:offering:o", ["Offering"]],
    ["secretsmanager", "arn:aws:secretsmanager:us-east-1:123456789012:secret:a/b-AbCdEf", ["Secret"]],
  ])("%s: %s can name %j", (service, arn, types) => {
    expect(typesOf(arn, service)).toEqual(types);
  });

  it("leads to the services that have such ARNs", () => {
    expect(catalog.arnServices("iam")).toEqual(expect.arrayContaining(["iam", "sts"]));
    expect(catalog.arnServices("chime")).toEqual(["chime"]);
    expect(catalog.arnServices("catalog")).toEqual(["servicecatalog"]);
    expect(catalog.arnServices("nothing")).toEqual([]);
  });
});

describe("every template of the catalog", () => {
  it("is named by the ARN made from it", () => {
    const values: Readonly<Record<string, string>> = { Partition: "aws", Region: "us-east-1", Account: "123456789012" };
    const missed = catalog.services.flatMap((prefix) => {
      const service = catalog.service(prefix)!;
      return service.resourceTypes.flatMap((type) =>
        type.arns.filter((template) => {
          const concrete = template.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? "x1");
          const open = template.replace(/\$\{(\w+)\}/g, (_, name: string) => (name === "Partition" ? "aws" : "*"));
          return !classifyArn(service, concrete).includes(type) || !classifyArn(service, open).includes(type);
        }),
      );
    });
    expect(missed).toEqual([]);
  });
});

describe("the intersection of two patterns", () => {
  const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 6 }).map((parts) => parts.join(""));
  const longer = (words: readonly string[]): string[] => words.flatMap((word) => [`${word}a`, `${word}b`]);
  const byLength = [[""]];
  while (byLength.length <= 9) byLength.push(longer(byLength.at(-1)!));
  const words = byLength.flat();
  const naive = (glob: string): RegExp => new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`);

  it("is what trying all short texts finds", () => {
    const check = (left: string, right: string): void => {
      const [a, b] = [naive(left), naive(right)];
      expect(intersects(patternSteps(left), patternSteps(right))).toBe(words.some((word) => a.test(word) && b.test(word)));
    };
    // Two patterns that share a text share one no longer than both together: six letters and three.
    fc.assert(
      fc.property(
        pattern,
        pattern.filter((text) => text.length <= 3),
        check,
      ),
      { numRuns: 3000 },
    );
  });

  it("agrees with the plain reading of templates for concrete ARNs", () => {
    const piece = fc.constantFrom("app-instance", "user", "bot", "channel", "channel-flow", "meeting", "vc", "sma", "x", "", "a:b");
    const check = (pieces: readonly string[]): void => {
      const resource = pieces.join("/");
      const plain = chime.resourceTypes.filter(({ arn }) =>
        new RegExp(`^${arn.slice(arn.indexOf("${Account}:") + 11).replace(/\$\{\w+\}/g, "[^/]+")}$`).test(resource),
      );
      expect(classifyArn(chime, own + resource)).toEqual(plain);
    };
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), check), { numRuns: 3000 });
  });

  it("is found in good time in hostile patterns", { timeout: 30_000 }, () => {
    for (const resource of [
      "*a".repeat(20_000),
      "?*".repeat(20_000),
      "app-instance/*".repeat(5_000),
      "${aws:username}/".repeat(5_000),
      "${".repeat(20_000),
      ":".repeat(50_000),
    ]) {
      classifyArn(chime, own + resource);
      explainArn(chime, `${own}${resource}!`);
    }
  });
});

describe("what is wrong with an ARN", () => {
  const explain = (arn: string, service = "chime") => {
    const { kind, start, end, suggestion } = explainArn(catalog.service(service)!, arn);
    return [kind, arn.slice(start, end), suggestion];
  };

  it.each([
    ["meeting/m1", "not-an-arn", "meeting/m1", undefined],
    ["ARN:aws:chime:us-east-1:123456789012:meeting/m1", "not-an-arn", "ARN", `${own}meeting/m1`],
    ["arn:aws:chime:us-east-1:meeting/m1", "missing-fields", "meeting/m1", undefined],
    ["arn:amazon:chime:us-east-1:123456789012:meeting/m1", "unknown-partition", "amazon", undefined],
    [
      "arn:aws-us-gob:chime:us-gov-west-1:123456789012:meeting/m1",
      "unknown-partition",
      "aws-us-gob",
      "arn:aws-us-gov:chime:us-gov-west-1:123456789012:meeting/m1",
    ],
    ["arn:aws:Chime:us-east-1:123456789012:meeting/m1", "service-case", "Chime", `${own}meeting/m1`],
    ["arn:aws:chime-sdk:us-east-1:123456789012:meeting/m1", "other-service", "chime-sdk", `${own}meeting/m1`],
    ["arn:aws:chime::123456789012:meeting/m1", "missing-region", "", "arn:aws:chime:*:123456789012:meeting/m1"],
    ["arn:aws:chime:US-EAST-1:123456789012:meeting/m1", "malformed-region", "US-EAST-1", `${own}meeting/m1`],
    ["arn:aws:chime:us-east-1::meeting/m1", "missing-account", "", "arn:aws:chime:us-east-1:*:meeting/m1"],
    ["arn:aws:chime:us-east-1:12345678901:meeting/m1", "malformed-account", "12345678901", undefined],
    ["arn:aws:chime:us-east-1:1234-5678-9012:meeting/m1", "malformed-account", "1234-5678-9012", `${own}meeting/m1`],
    ["arn:aws:chime:::meeting/m1", "missing-region", "", "arn:aws:chime:*:*:meeting/m1"],
    [`${own}meeting:m1`, "resource-separator", "meeting:m1", `${own}meeting/m1`],
    ["arn:aws:chime::123456789012:meeting:m1", "resource-separator", "meeting:m1", "arn:aws:chime:*:123456789012:meeting/m1"],
    [`${own}voice-connector/abc`, "resource-word", "voice-connector/abc", `${own}vc/abc`],
    [`${own}sip-media-application/*`, "resource-word", "sip-media-application/*", `${own}sma/*`],
    [`${own}Meeting/m1`, "resource-word", "Meeting/m1", `${own}meeting/m1`],
    [`${own}meetings/m1`, "resource-word", "meetings/m1", `${own}meeting/m1`],
    [`${own}meeting/m1/attendee/a1`, "resource-form", "meeting/m1/attendee/a1", undefined],
    [`${own}room/r1`, "resource-form", "room/r1", undefined],
  ])("%s: %s at `%s`", (arn, kind, part, suggestion) => {
    expect(explain(arn)).toEqual([kind, part, suggestion]);
    if (suggestion !== undefined) expect(typesOf(suggestion)).not.toEqual([]);
  });

  it.each([
    ["s3", "arn:aws:s3:us-east-1::bucket", "needless-region", "us-east-1", "arn:aws:s3:::bucket"],
    ["s3", "arn:aws:s3::123456789012:bucket/*", "needless-account", "123456789012", "arn:aws:s3:::bucket/*"],
    ["s3", "arn:aws:s3:us-east-1:123456789012:bucket", "needless-region", "us-east-1", "arn:aws:s3:::bucket"],
    ["states", "arn:aws:states:*:*:statemachine:one", "resource-word", "statemachine:one", "arn:aws:states:*:*:stateMachine:one"],
    ["apigateway", "arn:aws:apigateway:us-east-1::restapis/x", "resource-word", "restapis/x", "arn:aws:apigateway:us-east-1::/restapis/x"],
    ["applicationinsights", "arn:aws:applicationinsights:*:*:application/x", "no-types", "application/x", undefined],
  ])("%s: %s: %s at `%s`", (service, arn, kind, part, suggestion) => {
    expect(explain(arn, service)).toEqual([kind, part, suggestion]);
  });

  it("is said in words about any text, with a place inside it", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("arn", "aws", ":", "/", "chime", "meeting", "*", "?", "${a}", "${", "123456789012", "us-east-1", "é", " "),
          { maxLength: 14 },
        ),
        (parts) => {
          const arn = parts.join("");
          const { reason, start, end, field, suggestion } = explainArn(chime, arn);
          expect(reason).not.toBe("");
          expect(0 <= start && start <= end && end <= arn.length && field >= 0 && field < 6).toBe(true);
          if (suggestion !== undefined) expect(typesOf(suggestion)).not.toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
