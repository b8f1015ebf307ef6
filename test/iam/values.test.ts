import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileText } from "../../src/iam/glob-test.ts";
import { networkContains, parseNetwork } from "../../src/iam/networks.ts";
import { compareNumbers, parseBinary, parseBoolean, parseDate, parseNumber } from "../../src/iam/values.ts";
import { regex } from "./support/brute-force.ts";

describe("numbers", () => {
  it("are compared exactly", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(999)).map(([whole, fraction]) => ({
      text: `${whole}.${String(fraction).padStart(3, "0")}`,
      value: whole * 1000n + (whole < 0n ? -BigInt(fraction) : BigInt(fraction)),
    }));
    const near = fc.tuple(decimal, fc.integer({ min: -2, max: 2 })).map(([{ value }, step]) => {
      const other = value + BigInt(step);
      const digits = String(other < 0n ? -other : other).padStart(4, "0");
      return { text: `${other < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`, value: other };
    });
    fc.assert(
      fc.property(
        decimal.chain((a) => fc.tuple(fc.constant(a), fc.oneof(decimal, near))),
        ([a, b]) => {
          const order = compareNumbers(parseNumber(a.text)!, parseNumber(b.text)!);
          if (a.text.startsWith("-0.")) return;
          expect(Math.sign(order)).toBe(a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
        },
      ),
    );
  });

  it.each(["", "-", "1.", ".5", "1e3", "0x1", "1_0", " 1", "1".repeat(301), "Infinity"])("are not %j", (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});

describe("dates", () => {
  it("of the full form are those of ECMAScript", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true }),
        (date) => {
          expect(parseDate(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });

  it.each([
    ["2026", "2026-01-01T00:00:00Z"],
    ["2026-02", "2026-02-01T00:00:00Z"],
    ["2026-02-03", "2026-02-03T00:00:00Z"],
    ["2026-02-03T04:05", "2026-02-03T04:05:00Z"],
    ["2026-02-03T04:05Z", "2026-02-03T04:05:00Z"],
    ["2026-02-03T04:05:06", "2026-02-03T04:05:06Z"],
    ["2026-02-03T04:05:06.5+01:30", "2026-02-03T02:35:06.500Z"],
    ["2026-02-03T04:05:06-01:30", "2026-02-03T05:35:06Z"],
    ["2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"],
    ["2026-12-31T24:00Z", "2027-01-01T00:00:00Z"],
    ["0001-01-01", "0001-01-01T00:00:00Z"],
    ["1770091506", "2026-02-03T04:05:06Z"],
    ["1770091506.25", "2026-02-03T04:05:06.250Z"],
    ["-86400", "1969-12-31T00:00:00Z"],
  ])("%s is %s", (text, moment) => {
    expect(parseDate(text)).toBe(Date.parse(moment));
  });

  it.each([
    "",
    "now",
    "2026-13",
    "2026-02-30",
    "2026-1-1",
    "2026-01-01T",
    "2026-01-01T25:00",
    "2026-01-01T10:60",
    "2026-01-01T10",
    "2026-01-01 10:00",
    "2026Z",
    "123",
  ])("are not %j", (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});

describe("Booleans and bytes", () => {
  it("are read in any letter case, and nothing else", () => {
    expect(["true", "TRUE", "False", "yes", "", "truefalse"].map(parseBoolean)).toEqual([
      true,
      true,
      false,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("are equal where the bytes are", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("A", "B", "/", "+", "9"), minLength: 1, maxLength: 9 }), (digits) => {
        const text = digits.padEnd(Math.ceil(digits.length / 4) * 4, "=");
        const bytes = digits.length % 4 === 1 ? undefined : Buffer.from(text, "base64").toString("base64");
        expect(parseBinary(text)).toBe(bytes);
      }),
    );
  });
});

describe("networks", () => {
  it.each([
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.0.0.0/8", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.0.0.0/8", false],
    ["10.0.0.0/9", "10.128.0.0", false],
    ["0.0.0.0/0", "255.255.255.255", true],
    ["::/0", "0.0.0.0", false],
    ["2001:db8::/29", "2001:dbf::1", true],
    ["2001:db8::/29", "2001:dc0::1", false],
    ["::ffff:1.2.3.4", "::ffff:102:304", true],
  ])("%s contains %s: %s", (outer, inner, expected) => {
    expect(networkContains(parseNetwork(outer)!, parseNetwork(inner)!)).toBe(expected);
  });

  it.each(["", "10.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.256", "010.0.0.1", "::/129", "x::", "10.0.0.0/-1"])(
    "are not %j",
    (text) => {
      expect(parseNetwork(text)).toBeUndefined();
    },
  );
});

describe("long pieces of a pattern", () => {
  it("are found where a regular expression finds them", () => {
    const letters = fc.constantFrom("a", "a", "a", "b");
    const piece = fc.string({ unit: fc.constantFrom("a", "a", "a", "a", "b", "?"), minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        fc.string({ unit: letters, maxLength: 300 }),
        fc.boolean(),
        (pieces, around, contained) => {
          const pattern = `*${pieces.join("*")}*`;
          const inner = pieces.map((one) => one.replaceAll("?", "b")).join(around.slice(0, 9));
          const text = contained ? around + inner + around : around;
          expect(compileText(pattern)(text, () => undefined)).toBe(regex(pattern).test(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
