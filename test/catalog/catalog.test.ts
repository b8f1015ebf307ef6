import { describe, expect, it } from "vitest";
import { createCatalog, type Catalog, type CatalogFile } from "../../src/catalog/catalog.ts";
import { suggestServices } from "../../src/catalog/arn.ts";
import { describe as descriptionsOf } from "../../src/catalog/describe.ts";
import { keyFinder } from "../../src/catalog/keys.ts";
import { catalog, source, sourceWith } from "./source.ts";

const typeOf = (name: string): string | undefined => {
  const key = catalog.globalKey(name);
  return key && `${key.name} ${key.type}${key.multiValued ? " many" : ""}`;
};

describe("a global condition key", () => {
  it.each([
    ["AWS:sourceip", "aws:SourceIp IPAddress"],
    ["aws:PrincipalTag/team", "aws:PrincipalTag/${TagKey} String"],
    ["aws:tagkeys", "aws:TagKeys String many"],
    ["aws:SourceVpcArn", "aws:SourceVpcArn ARN"],
    ["aws:SignInSessionArn", "aws:SignInSessionArn ARN"],
    ["codebuild:BuildArn", "codebuild:BuildArn ARN"],
    ["codebuild:ProjectArn", "codebuild:ProjectArn ARN"],
    ["cognito-identity.amazonaws.com:amr", "cognito-identity.amazonaws.com:amr String many"],
    ["cognito-identity.amazonaws.com:sub", "cognito-identity.amazonaws.com:sub String"],
    ["accounts.google.com:email", "accounts.google.com:email String"],
    ["graph.facebook.com:app_id", "graph.facebook.com:app_id String"],
    ["www.amazon.com:user_id", "www.amazon.com:user_id String"],
    ["SAML:edupersonorgdn", "saml:edupersonorgdn String"],
    ["saml:aud", "saml:aud String"],
    ["sts:RoleSessionName", "sts:RoleSessionName String"],
    ["sts:TransitiveTagKeys", "sts:TransitiveTagKeys String many"],
    ["token.actions.githubusercontent.com:sub", "token.actions.githubusercontent.com:sub String"],
    ["oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud", "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud String"],
  ])("%s is known", (name, expected) => {
    expect(typeOf(name)).toBe(expected);
  });

  it.each([
    "aws:SourceIpp",
    "aws:PrincipalTag/",
    "chime:Anything",
    "sts:Nothing",
    "cognito-identity.amazonaws.com:email",
    "nodot:sub",
    "example.com:",
    ":sub",
    "sub",
    "",
  ])("`%s` is not", (name) => {
    expect(typeOf(name)).toBeUndefined();
  });

  it("has a type that its documentation gives", () => {
    expect(catalog.globalKeys).toHaveLength(62);
  });
});

describe("a condition key of a service", () => {
  it.each([
    ["s3", "S3:existingobjecttag/team", "s3:ExistingObjectTag/<key>"],
    ["glacier", "glacier:ResourceTag/team", "glacier:ResourceTag/"],
    ["secretsmanager", "secretsmanager:ResourceTag/team", "secretsmanager:ResourceTag/tag-key"],
    ["ssm", "ssm:resourceTag/aws:ssmmessages:session-id", "ssm:resourceTag/aws:ssmmessages:session-id"],
    ["kms", "kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}"],
    ["codebuild", "codebuild:secondarySources/one.location", "codebuild:secondarySources/${sourceIdentifier}.location"],
    ["chime", "aws:ResourceTag/team/blue", "aws:ResourceTag/${TagKey}"],
  ])("of %s: %s is %s", (service, written, name) => {
    expect(catalog.service(service)?.conditionKey(written)?.name).toBe(name);
  });

  it("belongs to the family with the most fixed text", () => {
    const key = (name: string) => ({ name, type: "String", multiValued: false }) as const;
    const names = ["wisdom:Metadata/${Key}", "wisdom:Metadata/${Key}/Matcher", "wisdom:Metadata/own"];
    for (const keys of [names, names.toReversed()]) {
      const find = keyFinder(keys.map(key));
      expect(find("wisdom:Metadata/a/Matcher")?.name).toBe("wisdom:Metadata/${Key}/Matcher");
      expect(find("wisdom:Metadata/a")?.name).toBe("wisdom:Metadata/${Key}");
      expect(find("wisdom:Metadata/OWN")?.name).toBe("wisdom:Metadata/own");
      expect(find("wisdom:Metadata/")).toBeUndefined();
    }
  });

  it("is unknown when it is not listed", () => {
    for (const name of ["s3:prefixes", "s3:ExistingObjectTag/", "chime:meeting", ""])
      expect(catalog.service("s3")?.conditionKey(name)).toBeUndefined();
  });
});

describe("a damaged catalog", () => {
  const chime = source.read("chime")!;
  const index = source.read("index")!;
  const use = (files: Readonly<Record<string, string | undefined>>) => (): unknown => {
    const service = createCatalog(sourceWith(files)).service("chime");
    return service?.actions.map((action) => [
      action.level,
      action.resourceTypes,
      action.conditionKeys,
      action.dependentActions,
      service.resourceTypes,
      service.conditionKeys,
    ]);
  };
  const sameLength = (from: string, to: string): string => chime.replace(from, to.padEnd(from.length));

  it.each([
    ["the index missing", { index: undefined }, "`index` is damaged: it is missing"],
    ["the index cut off", { index: index.slice(0, 1000) }, "`index` is damaged: it is not JSON"],
    [
      "the index without services",
      { index: index.replace('"services": "', '"service": "') },
      "`index` is damaged: `services` is not a text",
    ],
    ["an index that is a list", { index: "[]" }, "`index` is damaged: it does not hold an object"],
    ["a row of the index", { index: index.replace(";chime 316", ";chime abc") }, "`index` is damaged: `chime abc"],
    ["a file cut off", { chime: chime.slice(0, 500) }, "`chime` is damaged: it has 500 characters"],
    ["an empty file", { chime: "" }, "`chime` is damaged: it has 0 characters"],
    ["another service's file", { chime: source.read("s3") }, "`chime` is damaged"],
    ["no JSON", { chime: sameLength('"service": "chime"', '"service" "chime"') }, "`chime` is damaged: it is not JSON"],
    [
      "another service",
      { chime: sameLength('"service": "chime"', '"service": "chimu"') },
      "`chime` is damaged: it describes another service",
    ],
    [
      "a field that is no text",
      { chime: chime.replace(/"keySets": "[^"]*"/, (text) => `"keySets": 1`.padEnd(text.length)) },
      "`chime` is damaged: `keySets` is not a text",
    ],
    ["a word that is no action", { chime: sameLength("GetMeeting:", "GetMeeting ") }, "`chime` is damaged: `GetMeeting` is no action"],
    ["an unknown level", { chime: chime.replace("GetMeeting:r", "GetMeeting:x") }, "`chime` is damaged: `GetMeeting:x"],
    ["a row that does not exist", { chime: chime.replace(/GetMeeting:r../, "GetMeeting:rzz") }, "`chime` is damaged: `GetMeeting:rzz"],
    ["a type without template", { chime: chime.replace("meeting|arn:", "meeting arn:") }, "`chime` is damaged: `meeting arn:"],
    [
      "a key without type",
      { chime: chime.replace("aws:TagKeys ArrayOfString", "aws:TagKeys_ArrayOfString") },
      "`chime` is damaged: `aws:TagKeys_ArrayOfString` is no condition key",
    ],
  ])("is reported by file and reason: %s", (_, files, message) => {
    expect(use(files)).toThrow(`the catalog file ${message}`);
  });

  it("is found before anything is believed, wherever a file is cut", () => {
    for (let length = 0; length < chime.length; length += 101) expect(use({ chime: chime.slice(0, length) })).toThrow("`chime` is damaged");
  });
});

describe("a catalog without the files of some services", () => {
  const partial = createCatalog({ read: (name) => (name === "index" || name === "chime" ? source.read(name) : undefined) });

  it("knows them by name only", () => {
    expect(partial.service("s3")).toBeUndefined();
    expect(partial.services).toContain("s3");
    expect(partial.serviceName("s3")).toBe("Amazon S3");
    expect(partial.expand("chime:*")).toHaveLength(316);
    expect(partial.isComplete()).toBe(false);
    expect(() => partial.expand("*")).toThrow("the catalog file `a2c` is damaged: it is missing");
  });
});

describe("the version", () => {
  it("is made of both editions and their dates", () => {
    expect(catalog.version).toEqual({
      version: "0.21.202609261@2026-09-26+0.15.202512061@2025-12-06",
      date: "2026-09-26",
      actions: { edition: "0.21.202609261", date: "2026-09-26" },
      dependents: { edition: "0.15.202512061", date: "2025-12-06" },
    });
  });
});

describe("descriptions", () => {
  it("are there for every action", () => {
    for (const prefix of catalog.services) {
      const words = descriptionsOf(source, prefix)!;
      const silent = catalog.service(prefix)!.actions.filter(({ name }) => !words.action(name));
      expect(silent, prefix).toEqual([]);
    }
    expect(descriptionsOf(source, "chime")?.action("GetMeeting")).toMatch(/^Grants permission to get the meeting/);
    expect(descriptionsOf(source, "chime")?.conditionKey("aws:TagKeys")).toBeTruthy();
    expect(descriptionsOf(source, "chime")?.action("toString")).toBeUndefined();
    expect(descriptionsOf(source, "nothing")).toBeUndefined();
  });
});

describe("names of SDK clients", () => {
  it("lead to the prefix of the service", () => {
    for (const name of ["chime-sdk-meetings", "chime-sdk-messaging", "chime-sdk-identity", "chime-sdk-voice", "chime-sdk-media-pipelines"])
      expect(suggestServices(name)).toEqual(["chime"]);
    expect(suggestServices("CloudWatchLogs")).toEqual(["logs"]);
    expect(suggestServices("nothing")).toEqual([]);
    expect(suggestServices("constructor")).toEqual([]);
  });

  it("are no prefixes themselves and lead to known ones", async () => {
    const { aliases } = await import("../../src/catalog/service-aliases.ts");
    for (const [alias, prefixes] of Object.entries(aliases)) {
      expect(catalog.services).not.toContain(alias);
      for (const prefix of prefixes.split(" ")) expect(catalog.services, alias).toContain(prefix);
    }
  });
});

describe("a catalog with a service at hand", () => {
  const file = (name: string): CatalogFile => JSON.parse(source.read(name)!) as CatalogFile;
  const atHand = { index: file("index"), services: { chime: file("chime") } };
  const read: string[] = [];
  const fromHand = createCatalog({
    atHand,
    read(name) {
      read.push(name);
      return source.read(name);
    },
  });
  const namesOf = (one: Catalog, prefix = "chime"): readonly string[] | undefined =>
    one.service(prefix)?.actions.map(({ qualifiedName }) => qualifiedName);

  it("reads the others only", () => {
    expect(namesOf(fromHand, "CHIME")).toEqual(namesOf(catalog));
    expect(fromHand.version).toEqual(catalog.version);
    expect(fromHand.service("__proto__")).toBeUndefined();
    expect(read).toEqual([]);
    expect(fromHand.service("s3")?.actions).toHaveLength(catalog.service("s3")!.actions.length);
    expect(read).toEqual(["s3"]);
  });

  it("does not need the index for it", () => {
    const services = { chime: file("chime") };
    expect(namesOf(createCatalog({ ...source, atHand: { index: {}, services } }))).toEqual(namesOf(catalog));
  });
});
