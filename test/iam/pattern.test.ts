import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileGlob, compileText } from "../../src/iam/glob-test.ts";
import { globCovers, globsDisjoint, parseGlob } from "../../src/iam/glob.ts";
import { compileResource, matchesAction, parseArn } from "../../src/iam/match.ts";
import { actionPattern, covers, disjoint, hasWildcard, literalPrefix, normaliseGlob, resourcePattern } from "../../src/iam/pattern.ts";
import { actionMatches, regex, resourceMatches } from "./support/brute-force.ts";

/** Whether a glob without variables matches a whole text. */
const matchesText = (glob: string, text: string): boolean => compileText(glob)(text, () => undefined);

const word = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 5 });
const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 });
/** Short enough that the texts below show every difference: a star of the one may have to hold all places of the other. */
const shortGlob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });
/** All texts of three letters, one of which no glob names. */
const texts = [
  "",
  ...["a", "b", "c"].flatMap(function longer(text: string): string[] {
    return text.length === 7 ? [text] : [text, ...["a", "b", "c"].flatMap((letter) => longer(text + letter))];
  }),
];

describe("globs", () => {
  it("match what a regular expression matches", () => {
    fc.assert(
      fc.property(glob, word, (pattern, text) => {
        expect(matchesText(pattern, text)).toBe(regex(pattern).test(text));
      }),
      { numRuns: 5000 },
    );
  });

  it("mean the same when normalised", () => {
    fc.assert(
      fc.property(glob, word, (pattern, text) => {
        expect(matchesText(normaliseGlob(pattern), text)).toBe(matchesText(pattern, text));
      }),
      { numRuns: 5000 },
    );
  });

  it("cover each other exactly where every text of the one is a text of the other", () => {
    fc.assert(
      fc.property(shortGlob, shortGlob, (wide, narrow) => {
        const [outer, inner] = [regex(wide), regex(narrow)];
        const included = texts.every((text) => !inner.test(text) || outer.test(text));
        expect(globCovers(parseGlob(wide), parseGlob(narrow))).toBe(included);
      }),
      { numRuns: 3000 },
    );
  });

  it("are disjoint exactly where no text belongs to both", () => {
    fc.assert(
      fc.property(shortGlob, shortGlob, (a, b) => {
        const [one, other] = [regex(a), regex(b)];
        expect(globsDisjoint(parseGlob(a), parseGlob(b))).toBe(!texts.some((text) => one.test(text) && other.test(text)));
      }),
      { numRuns: 1500 },
    );
  });

  it("are compared in good time where there are many wildcards", { timeout: 30_000 }, () => {
    const many = parseGlob("*a".repeat(2000));
    const matches = compileGlob(many);
    expect(matches("a".repeat(1999), () => undefined)).toBe(false);
    expect(matches("b".repeat(20_000), () => undefined)).toBe(false);
    expect(globCovers(many, parseGlob("*a".repeat(2001)))).toBe(true);
  });
});

describe("policy variables", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["a/*", "a/${aws:username}", true],
    ["a/${aws:username}", "a/${AWS:UserName}", true],
    ["a/${aws:username}", "a/b", false],
    ["a/?", "a/${aws:username}", false],
    ["a/${*}", "a/*", false],
    ["a/*", "a/${*}", true],
    ["a/?", "a/${*}", true],
    ["a/${aws:username}/*", "a/${aws:username}/b", true],
    ["a/${aws:username, 'x'}", "a/${aws:username, 'y'}", false],
    ["a/?*", "a/${aws:username}", false],
  ];
  it.each(cases)("%s covers %s: %s", (wide, narrow, expected) => {
    expect(globCovers(parseGlob(wide), parseGlob(narrow))).toBe(expected);
  });

  it("are replaced by literal text", () => {
    const value = (name: string): string | undefined => (name === "aws:username" ? "x*" : undefined);
    const matches = (pattern: string, text: string): boolean => compileGlob(parseGlob(pattern))(text, value);
    expect(matches("a/${aws:UserName}", "a/x*")).toBe(true);
    expect(matches("a/${aws:UserName}", "a/xy")).toBe(false);
    expect(matches("a/${aws:UserName}*", "a/x*y")).toBe(true);
    expect(matches("a/${aws:userid}", "a/")).toBe(false);
    expect(matches("a/${aws:userid, 'me'}", "a/me")).toBe(true);
  });

  it("keep their wildcards when text is normalised", () => {
    expect(normaliseGlob("a**${*}*?${aws:username}??**", (name) => name.toUpperCase())).toBe("a*${*}?*${AWS:USERNAME}??*");
    expect(normaliseGlob("${}**${ a , 'x'}")).toBe("${}*${a, 'x'}");
  });

  it("that are none are text", () => {
    expect(matchesText("a${", "a${")).toBe(true);
    expect(matchesText("a${}", "a${}")).toBe(true);
    expect(matchesText("${$}{a}", "${a}")).toBe(true);
  });
});

describe("patterns", () => {
  const resources: readonly (readonly [string, string, boolean])[] = [
    ["*", "arn:aws:s3:::b", true],
    ["*", "**", true],
    ["arn:*:*:*:*:*", "*", false],
    ["arn:aws:chime:*:*:meeting/*", "arn:aws:chime:us-east-1:111122223333:meeting/m", true],
    ["arn:aws:*:meeting/*", "arn:aws:chime:us-east-1:111122223333:meeting/m", false],
    ["arn:aws:chime:*:1:meeting/*", "arn:aws:chime:*:*:meeting/*", false],
    ["arn:aws:chime:::*", "arn:aws:chime:::a:b/c", true],
    ["arn:aws:s3:::B*", "arn:aws:s3:::b", false],
    ["arn:aws:s3:*", "arn:aws:s3:::b", false],
    ["arn:aws:s3:*", "arn:aws:s3:*", true],
  ];
  it.each(resources)("the resource %s covers %s: %s", (wide, narrow, expected) => {
    expect(covers(resourcePattern(wide), resourcePattern(narrow))).toBe(expected);
  });

  const actions: readonly (readonly [string, string, boolean])[] = [
    ["*", "chime:GetMeeting", true],
    ["chime:get*", "Chime:GetMeeting", true],
    ["chime:*", "chime:Get*", true],
    ["chime:Get*", "chime:*", false],
    ["chime:G?t*", "chime:Get*", true],
    ["c*", "chime:Get", false],
  ];
  it.each(actions)("the action %s covers %s: %s", (wide, narrow, expected) => {
    expect(covers(actionPattern(wide), actionPattern(narrow))).toBe(expected);
  });

  it("match what the rules say", () => {
    const context = new Map([["aws:username", ["me"]]]);
    const arns = ["*", "arn:aws:chime::1:meeting/me", "arn:aws:chime::2:meeting/a:b", "arn:aws:s3:::meeting/me"];
    const patterns = [
      "*",
      "arn:aws:chime::1:*",
      "arn:aws:chime::*:meeting/a*",
      "arn:*:chime::1:meeting/${aws:username}",
      "arn:aws:s3:::meeting/${aws:userid, 'me'}",
      "arn:aws:s3:::meeting/${aws:userid}",
    ];
    for (const pattern of patterns) {
      for (const resource of arns) {
        const expected = resourceMatches(pattern, { action: "a:b", resource, context });
        expect([pattern, resource, compileResource(pattern, "any")(parseArn(resource), (name) => context.get(name)?.[0])]).toEqual([
          pattern,
          resource,
          expected,
        ]);
      }
    }
    for (const pattern of ["*", "chime:*", "CHIME:get?eeting", "s3:Get*", "chime:Meeting"]) {
      for (const action of ["chime:GetMeeting", "s3:GetObject"])
        expect(matchesAction(pattern, action.toLowerCase())).toBe(actionMatches(pattern, action));
    }
    expect(compileResource("arn:aws:s3:::${aws:username}", "any")(parseArn("arn:aws:s3:::x"), () => undefined)).toBe(false);
    expect(matchesAction("chime", "chime:getmeeting")).toBe(false);
    expect(matchesAction("chime", "chime")).toBe(false);
  });

  it("are disjoint where a field is", () => {
    expect(disjoint(resourcePattern("arn:aws:chime::1:*"), resourcePattern("arn:aws:chime::2:*"))).toBe(true);
    expect(disjoint(resourcePattern("arn:aws:chime::1:*"), resourcePattern("arn:aws:chime::*:a"))).toBe(false);
    expect(disjoint(resourcePattern("arn:aws:CHIME::1:a*"), resourcePattern("arn:aws:chime::1:ab"))).toBe(false);
    expect(disjoint(resourcePattern("arn:aws:chime::1:A*"), resourcePattern("arn:aws:chime::1:ab"))).toBe(true);
    expect(disjoint(resourcePattern("*"), resourcePattern("arn:aws:chime::*:a"))).toBe(false);
    expect(disjoint(resourcePattern("arn:aws:chime::1:${aws:username}"), resourcePattern("arn:aws:chime::1:a"))).toBe(false);
  });

  it("tell their literal beginning and their wildcards", () => {
    expect(literalPrefix("arn:aws:s3:::a${aws:username}*")).toBe("arn:aws:s3:::a");
    expect(hasWildcard("a${*}")).toBe(false);
    expect(hasWildcard("a${*}?")).toBe(true);
    expect(hasWildcard("a")).toBe(false);
  });
});
