import { describe, expect, it } from "vitest";
import { baseOperators, parseOperator } from "../../src/iam/operators.ts";
import { evaluate } from "../../src/tools/evaluate/decide.ts";
import type { ContextValue, Request } from "../../src/tools/evaluate/request.ts";

/** Operator, values of the policy, values of the request (undefined: the key is missing), whether the test holds. */
type Row = readonly [operator: string, wanted: string | readonly string[], given: ContextValue | undefined, holds: boolean];

const tables: Readonly<Record<string, readonly Row[]>> = {
  String: [
    ["StringEquals", "red", "red", true],
    ["StringEquals", "red", "Red", false],
    ["StringEquals", ["blue", "red"], "red", true],
    ["StringEquals", "r*", "red", false],
    ["StringEquals", "r*", "r*", true],
    ["StringEquals", "", "", true],
    ["StringEquals", [], "red", false],
    ["StringNotEquals", ["blue", "red"], "red", false],
    ["StringNotEquals", ["blue", "red"], "green", true],
    ["StringNotEquals", [], "red", true],
    ["StringEqualsIgnoreCase", "RED", "red", true],
    ["StringEqualsIgnoreCase", "RED", "rod", false],
    ["StringNotEqualsIgnoreCase", "RED", "red", false],
    ["StringNotEqualsIgnoreCase", "RED", "rod", true],
    ["StringLike", "a*", "abc", true],
    ["StringLike", "a*", "Abc", false],
    ["StringLike", "a?c", "abc", true],
    ["StringLike", "a?c", "ac", false],
    ["StringLike", "*", "", true],
    ["StringLike", "a.c", "abc", false],
    ["StringLike", "a*c", "a\nc", true],
    ["StringNotLike", ["a*", "b*"], "bc", false],
    ["StringNotLike", ["a*", "b*"], "c", true],
    ["stringlike", "a*", "abc", true],
  ],
  "policy variables": [
    ["StringEquals", "${aws:username}", "bob", true],
    ["StringEquals", "${AWS:UserName}-x", "bob-x", true],
    ["StringEquals", "${aws:username}", "ann", false],
    ["StringEqualsIgnoreCase", "${aws:username}", "BOB", true],
    ["StringLike", "${aws:username}*", "bobby", true],
    ["StringLike", "${aws:PrincipalTag/star}", "a*", true],
    ["StringLike", "${aws:PrincipalTag/star}", "ab", false],
    ["StringEquals", "${aws:userid}", "bob", false],
    ["StringNotEquals", "${aws:userid}", "bob", true],
    ["StringNotEquals", ["${aws:userid}", "bob"], "bob", false],
    ["StringEquals", "${aws:userid, 'nobody'}", "nobody", true],
    ["StringEquals", "${aws:username, 'nobody'}", "nobody", false],
    ["StringEquals", "${aws:userid, ''}x", "x", true],
    ["StringEquals", "${aws:CalledVia}", "a", false],
    ["StringEquals", "${aws:CalledVia, 'none'}", "none", true],
    ["StringLike", "a${*}${?}${$}", "a*?$", true],
    ["StringLike", "a${*}", "ab", false],
    ["StringEquals", "${*}", "*", true],
    ["ArnLike", "arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::1:user/bob", true],
    ["ArnLike", "arn:aws:iam::*:user/${aws:userid}", "arn:aws:iam::1:user/bob", false],
    ["NumericEquals", "${aws:MultiFactorAuthAge}", "5", false],
    ["Bool", "${aws:SecureTransport}", "true", false],
  ],
  Numeric: [
    ["NumericEquals", "5", "5.0", true],
    ["NumericEquals", "05", "5", true],
    ["NumericEquals", "-0.5", "-0.50", true],
    ["NumericEquals", ["4", "5"], "5", true],
    ["NumericEquals", "9007199254740993", "9007199254740992", false],
    ["NumericEquals", "9007199254740993.0", "9007199254740993", true],
    ["NumericNotEquals", "5", "6", true],
    ["NumericNotEquals", ["5", "6"], "6", false],
    ["NumericLessThan", "5", "4.999", true],
    ["NumericLessThan", "5", "5", false],
    ["NumericLessThan", "9007199254740993", "9007199254740992", true],
    ["NumericLessThan", "-9007199254740993", "-9007199254740992", false],
    ["NumericLessThanEquals", "5", "5", true],
    ["NumericGreaterThan", "5", "5.1", true],
    ["NumericGreaterThan", "5", "5", false],
    ["NumericGreaterThanEquals", "5", "5", true],
    ["NumericEquals", "12", "12abc", false],
    ["NumericEquals", ["twelve", "12"], "12", true],
    ["NumericNotEquals", "12", "abc", false],
    ["NumericNotEquals", ["12", "abc"], "13", false],
    ["NumericLessThan", "5", "", false],
    ["NumericLessThan", "5", "1e0", false],
  ],
  Date: [
    ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01", true],
    ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T02:30:00+02:30", true],
    ["DateEquals", "2026-01-01T00:00:00Z", "2025-12-31T22:45:00-01:15", true],
    ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00", true],
    ["DateEquals", "2026-01-01T00:00:00Z", "1767225600", true],
    ["DateEquals", "1767225600.25", "2026-01-01T00:00:00.250Z", true],
    ["DateEquals", "2026", "2026-01-01", true],
    ["DateEquals", "2026-02", "2026-02-01", true],
    ["DateNotEquals", "2026-01-01", "2026-01-02", true],
    ["DateNotEquals", "2026-01-01", "2026-01-01T00:00:00Z", false],
    ["DateLessThan", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.25Z", true],
    ["DateLessThan", "2026-01-01", "2026-01-01", false],
    ["DateLessThanEquals", "2026-01-01", "2026-01-01", true],
    ["DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", true],
    ["DateGreaterThanEquals", "2026-01-01", "2025-12-31T23:59:59Z", false],
    ["DateLessThan", "2026-02-30", "2020-01-01", false],
    ["DateNotEquals", "soon", "2020-01-01", false],
    ["DateNotEquals", "2026-01-01", "soon", false],
  ],
  Bool: [
    ["Bool", "true", "true", true],
    ["Bool", "True", "TRUE", true],
    ["Bool", "false", "true", false],
    ["Bool", ["false", "true"], "true", true],
    ["Bool", "true", "yes", false],
    ["Bool", "yes", "yes", false],
  ],
  Binary: [
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", true],
    ["BinaryEquals", "QQ==", "QR==", true],
    ["BinaryEquals", "QUI=", "QUJ=", true],
    ["BinaryEquals", "QQ==", "Qg==", false],
    ["BinaryEquals", "QQ", "QQ", false],
    ["BinaryEquals", "", "", true],
  ],
  IpAddress: [
    ["IpAddress", "10.0.0.0/8", "10.1.2.3", true],
    ["IpAddress", "10.9.9.9/8", "10.1.2.3", true],
    ["IpAddress", "10.0.0.0/8", "11.1.2.3", false],
    ["IpAddress", "10.1.2.3", "10.1.2.3", true],
    ["IpAddress", "10.1.2.3", "10.1.2.4", false],
    ["IpAddress", "192.168.1.128/25", "192.168.1.127", false],
    ["IpAddress", "0.0.0.0/0", "1.2.3.4", true],
    ["IpAddress", "2001:db8::/32", "2001:DB8:0::1", true],
    ["IpAddress", "2001:db8::/33", "2001:db8:8000::1", false],
    ["IpAddress", "2001:db8::1", "2001:db8:0:0::1", true],
    ["IpAddress", "0.0.0.0/0", "2001:db8::1", false],
    ["NotIpAddress", "0.0.0.0/0", "2001:db8::1", true],
    ["NotIpAddress", ["10.0.0.0/8", "11.0.0.0/8"], "11.1.1.1", false],
    ["NotIpAddress", "10.0.0.0/8", "12.0.0.1", true],
    ["NotIpAddress", "10.0.0.0/8", "here", false],
    ["IpAddress", "10.0.0.0/33", "10.0.0.0", false],
    ["NotIpAddress", "10.0.0.0/33", "10.0.0.0", false],
    ["IpAddress", "10.0.0.0/16", "10.0.0.0/8", false],
  ],
  Arn: [
    ["ArnEquals", "arn:aws:chime:*:1:meeting/*", "arn:aws:chime:us-east-1:1:meeting/a/b:c", true],
    ["ArnLike", "arn:aws:chime:*:1:meeting/*", "arn:aws:chime:us-east-1:2:meeting/a", false],
    ["ArnLike", "arn:aws:chime:*:meeting/*", "arn:aws:chime:us-east-1:1:meeting/a", false],
    ["ArnLike", "arn:aws:chime:us-east-?:1:*", "arn:aws:chime:us-east-1:1:x", true],
    ["ArnLike", "arn:aws:CHIME:*:*:*", "arn:aws:chime:us-east-1:1:x", false],
    ["ArnNotEquals", "arn:aws:chime:*:1:*", "arn:aws:chime:us-east-1:2:x", true],
    ["ArnNotLike", ["arn:aws:chime:*:1:*", "arn:aws:chime:*:2:*"], "arn:aws:chime:us-east-1:2:x", false],
    ["ArnLike", "*", "arn:aws:chime:us-east-1:2:x", false],
    ["ArnLike", "arn:*:*:*:*:*", "text", false],
    ["ArnNotLike", "arn:*:*:*:*:*", "text", true],
  ],
  Null: [
    ["Null", "true", undefined, true],
    ["Null", "true", "x", false],
    ["Null", "false", undefined, false],
    ["Null", "False", "", true],
    ["Null", ["true", "false"], "x", true],
    ["Null", "true", [], true],
    ["Null", "maybe", undefined, false],
    ["NullIfExists", "true", undefined, false],
  ],
  "missing keys": baseOperators.flatMap(({ name, negated, family }): Row[] => {
    if (family === "Null") return [];
    return [
      [name, "x", undefined, negated],
      [name, "x", [], negated],
      [`${name}IfExists`, "x", undefined, true],
      [`ForAllValues:${name}`, "x", undefined, true],
      [`ForAllValues:${name}`, "x", [], true],
      [`ForAllValues:${name}`, "x", "", true],
      [`ForAnyValue:${name}`, "x", undefined, false],
      [`ForAnyValue:${name}`, "x", "", false],
      [`ForAnyValue:${name}IfExists`, "x", undefined, true],
    ];
  }),
  "set operators": [
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], true],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], false],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c", "a"], true],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c"], false],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], true],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], false],
    ["ForAllValues:StringEquals", "a", "a", true],
    ["ForAllValues:NumericLessThan", "5", ["1", "x"], false],
    ["ForAnyValue:NumericLessThan", "5", ["x", "1"], true],
    ["forallvalues:stringlike", "a*", ["ab", "ac"], true],
  ],
  "several values without a set operator": [
    ["StringEquals", "a", ["a"], true],
    ["StringEquals", "a", ["a", "a"], false],
    ["StringNotEquals", "x", ["a", "b"], false],
    ["StringEqualsIfExists", "a", ["a", "b"], false],
    ["Null", "false", ["a", "b"], true],
  ],
  "operators that are none": [
    ["StringMatches", "a", "a", false],
    ["StringNotMatches", "a", "b", false],
    ["ForSomeValues:StringEquals", "a", "a", false],
  ],
};

const others = {
  "aws:username": "bob",
  "aws:PrincipalTag/star": "a*",
  "aws:CalledVia": ["a", "b"],
  "aws:MultiFactorAuthAge": "5",
  "aws:SecureTransport": "true",
};

describe("condition operators", () => {
  for (const [family, rows] of Object.entries(tables)) {
    it.each(rows)(`${family}: %s %j of %j is %s`, (operator, wanted, given, holds) => {
      expect(holdsFor(operator, wanted, given)).toBe(holds);
    });
  }

  it("are each in some table", () => {
    const used = new Set(Object.values(tables).flatMap((rows) => rows.map(([operator]) => parseOperator(operator)?.base.name)));
    expect(baseOperators.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });
});

function holdsFor(operator: string, wanted: string | readonly string[], given: ContextValue | undefined): boolean {
  const values = typeof wanted === "string" ? [wanted] : wanted;
  const request: Request = { action: "a:B", resource: "*", context: given === undefined ? others : { ...others, "Test:Key": given } };
  const everything = { negated: false, patterns: ["*"] };
  const statement = {
    effect: "Allow",
    actions: everything,
    resources: everything,
    conditions: [{ operator, key: "test:KEY", values }],
  } as const;
  return evaluate({ identity: [{ version: "2012-10-17", statements: [statement] }] }, request).outcome === "Allow";
}
