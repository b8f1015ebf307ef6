import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "../../src/catalog/catalog.ts";
import { globTest } from "../../src/catalog/glob.ts";
import { catalog } from "./source.ts";

/** The plain way: a regular expression over all names. */
function naive(prefix: string, glob: string): string[] {
  const expression = new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, "[^]*")
      .replace(/\?/g, "[^]")}$`,
    "i",
  );
  return catalog
    .expand(`${prefix}:*`)
    .map(({ name }) => name)
    .filter((name) => expression.test(name));
}

const names = (pattern: string): string[] => catalog.expand(pattern).map(({ name }) => name);
const services = ["chime", "s3", "iam", "ec2", "appsync", "vpc-lattice"];
const glob = fc
  .array(
    fc.oneof(
      fc.constantFrom("*", "**", "?", "Get", "list", "Object", "A", "e", "I", "API", "-", "ChannelMembership"),
      fc.string({ maxLength: 2 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

describe("the actions of a pattern", () => {
  it("are those that the plain regular expression finds", () => {
    const check = (prefix: string, pattern: string): void => {
      expect(names(`${prefix}:${pattern}`)).toEqual(naive(prefix, pattern));
    };
    fc.assert(fc.property(fc.constantFrom(...services), glob, check), { numRuns: 3000 });
  });

  it("are those for every prefix and infix of real names", () => {
    const real = fc.constantFrom(...catalog.expand("*"));
    const forms = fc.constantFrom("%*", "*%*", "*%", "%?", "?%*", "%");
    const check = ({ service, name }: Action, start: number, length: number, form: string): void => {
      const pattern = form.replace("%", name.slice(form.startsWith("%") ? 0 : start, start + length).toUpperCase());
      expect(names(`${service}:${pattern}`)).toEqual(naive(service, pattern));
    };
    fc.assert(fc.property(real, fc.nat(30), fc.nat(30), forms, check), { numRuns: 2000 });
  });

  it("stand in catalog order, service by service", () => {
    const all = catalog.expand("*").map(({ service, name }) => `${service}\0${name}`);
    expect(all).toHaveLength(22_091);
    expect(all).toEqual([...all].sort());
  });

  it("are found in any letter case", () => {
    expect(names("CHIME:getmeeting")).toEqual(["GetMeeting"]);
    expect(names("chime:GET*")).toHaveLength(52);
    expect(catalog.service("S3")?.action("GETOBJECT")?.qualifiedName).toBe("s3:GetObject");
  });

  it("have the names that are given without them", () => {
    for (const pattern of ["*", "chime:*", "s3:*Object*", "iam:getrole", "nothing:*"])
      expect(catalog.expandNames(pattern)).toEqual(catalog.expand(pattern).map(({ service, name }) => `${service}:${name}`));
    expect(catalog.expandNames("*")).toBe(catalog.expandNames("*"));
  });

  it("are none for unknown services, wildcards in the prefix, and other text", () => {
    for (const pattern of ["nothing:*", "*:*", "s?:GetObject", "", ":", "chime", "chime:", "chime 316:*", "__proto__:*", "constructor:x"])
      expect(catalog.expand(pattern)).toEqual([]);
  });
});

describe("a glob", () => {
  it("matches what the plain regular expression matches, overlaps and all", () => {
    const text = fc.array(fc.constantFrom("a", "b"), { maxLength: 5 }).map((parts) => parts.join(""));
    const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 6 }).map((parts) => parts.join(""));
    const check = (name: string, wanted: string): void => {
      expect(globTest(wanted)(name)).toBe(new RegExp(`^${wanted.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(name));
    };
    fc.assert(fc.property(text, pattern, check), { numRuns: 5000 });
  });
});

describe("a hostile glob", () => {
  it("is matched in good time", { timeout: 30_000 }, () => {
    const name = "a".repeat(5000);
    expect(globTest(`${"*a".repeat(2000)}*b`)(name)).toBe(false);
    expect(globTest(`${"?*".repeat(2000)}b`)(name)).toBe(false);
    expect(catalog.expand(`s3:${"*a".repeat(50_000)}*b`)).toEqual([]);
    expect(catalog.expand(`s3:${"?*".repeat(50_000)}b`)).toEqual([]);
  });
});
