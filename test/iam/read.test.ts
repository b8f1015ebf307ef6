import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { print, size } from "../../src/iam/print.ts";
import { read } from "../../src/iam/read.ts";

const statement = '"Effect":"Allow","Action":"chime:GetMeeting","Resource":"*"';
const policy = (inner: string, head = '"Version":"2012-10-17",'): string => `{${head}"Statement":[{${inner}}]}`;
/** Each problem as its kind and the text that it underlines. */
const problems = (text: string): string[] =>
  read(text).problems.map((problem) => {
    const detail = problem.kind === "syntax" ? ` ${problem.reason}` : problem.kind === "character" ? ` ${problem.character}` : "";
    return `${problem.kind}${detail}: ${text.slice(problem.start, problem.end)}`;
  });

describe("reading", () => {
  it("takes the forms that IAM takes", () => {
    const { document } = read(
      '\uFEFF{"Id":"x","Version":"2012-10-17","Statement":{"Sid":"A1","Effect":"Deny","NotAction":["a:B"],"NotResource":"*","Condition":{"bool":{"aws:SecureTransport":false},"NumericLessThan":{"aws:MultiFactorAuthAge":[5.50,"6"]}}}}',
    );
    expect(document).toEqual({
      version: "2012-10-17",
      id: "x",
      statements: [
        {
          sid: "A1",
          effect: "Deny",
          actions: { negated: true, patterns: ["a:B"] },
          resources: { negated: true, patterns: ["*"] },
          conditions: [
            { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
            { operator: "NumericLessThan", key: "aws:MultiFactorAuthAge", values: ["5.50", "6"] },
          ],
        },
      ],
    });
  });

  it("tells where everything stands", () => {
    const text = policy(`${statement},"Sid":"A","Condition":{"Bool":{"aws:SecureTransport":"true"}}`);
    const [places] = read(text).statements;
    const at = (place: { start: number; end: number }): string => text.slice(place.start, place.end);
    expect(at(places!.sid!)).toBe('"A"');
    expect(places!.actions.map(at)).toEqual(['"chime:GetMeeting"']);
    expect(places!.resources.map(at)).toEqual(['"*"']);
    expect(places!.conditions.map(at)).toEqual(['"aws:SecureTransport"']);
    expect(at(places!)).toMatch(/^\{"Effect.*\}$/);
  });

  it("keeps the text of documents without variables", () => {
    const old =
      '"Effect":"Allow","Action":"a:B","Resource":["arn:aws:s3:::${aws:username}/*","${x}"],"Condition":{"StringLike":{"a:b":"${c}*"},"NumericEquals":{"a:c":"${d}"}}';
    for (const head of ['"Version":"2008-10-17",', ""]) {
      const [one] = read(policy(old, head)).document!.statements;
      expect(one!.resources.patterns).toEqual(["arn:aws:s3:::${$}{aws:username}/*", "${x}"]);
      expect(one!.conditions.map(({ values }) => values[0])).toEqual(["${$}{c}*", "${d}"]);
    }
  });

  it("takes two names of one condition key as one, where that is exact", () => {
    const both = (operator: string, one: string, other: string): string =>
      policy(`${statement},"Condition":{"${operator}":{"a:k":${one},"A:K":${other}}}`);
    expect(read(both("StringEquals", '["x","y"]', '["y","z"]')).document!.statements[0]!.conditions).toEqual([
      { operator: "StringEquals", key: "a:k", values: ["y"] },
    ]);
    expect(problems(both("StringLike", '"x*"', '"*y"'))).toEqual(['repeated-test: "A:K"']);
  });

  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    nothing: ["  ", ["syntax empty: "]],
    "a comment": [`{// x\n"Version":1}`.replace("1}", `"2012-10-17","Statement":{${statement}}}`), ["syntax comment: // x"]],
    "trailing commas": ['{"Statement":[],\n}', ["syntax trailing-comma: ,"]],
    "a trailing comma in a list": ['{"Statement":[1,]}', ["syntax trailing-comma: ,"]],
    "a missing comma": ['{"Statement":[]\n"Version":""}', ['syntax comma-expected: "Version"']],
    "a missing colon": ['{"Statement" []}', ["syntax colon-expected: ["]],
    "a missing value": ['{"Statement":}', ["syntax value-expected: }"]],
    "an unquoted name": ["{Statement:[]}", ["syntax symbol: Statement"]],
    "a name that is none": ["{1:[]}", ["syntax name-expected: 1"]],
    "an open object": ['{"Statement":[]', ["syntax unclosed-object: "]],
    "an open list": ['{"Statement":[', ["syntax unclosed-list: "]],
    "an open string": ['{"Statement":"a\n}', ['syntax unclosed-string: "a']],
    "a second value": ["{} {}", ["syntax after-end: {"]],
    "an unknown escape": ['{"a":"\\x"}', ['syntax escape: "\\x"']],
    "a bad number": ['{"a":1.}', ["syntax number: 1."]],
    "a raw tab in a string": ['{"a":"\t"}', ["syntax control-character: \t"]],
    NUL: ['{"a":"\0"}', ["character U+0000: \0"]],
    "characters IAM does not take": ['{"a":"中文 é ×"}', ["character U+4E2D: 中文"]],
    "a lone surrogate": ['{"a":"\\ud800"}', ["character U+D800: \\ud800"]],
    "escaped characters": ['{"a":"\\\\u4e2d\\u4e2d\\b"}', ["character U+4E2D: \\u4e2d", "character U+0008: \\b"]],
    "a list": ["[]", ["wrong-type: []"]],
    "an empty object": ["{}", ["missing-element: {"]],
    "elements of other names": [
      '{"version":"2012-10-17","Statement":[],"__proto__":{}}',
      ['unknown-element: "version"', 'unknown-element: "__proto__"'],
    ],
    "an element twice": ['{"Statement":[],"Statement":[]}', ['duplicate-key: "Statement"']],
    "an unknown version": [policy(statement, '"Version":"2013-01-01",'), ['invalid-value: "2013-01-01"']],
    "a version of another type": [policy(statement, '"Version":2012,'), ["wrong-type: 2012"]],
    "a statement of another type": ['{"Statement":["x"]}', ['wrong-type: "x"']],
    "nothing in a statement": [policy(""), ["missing-element: {", "missing-element: {", "missing-element: {"]],
    "both of two elements": [policy(`${statement},"NotAction":"a:B"`), ['both-elements: "NotAction"']],
    "an effect in lower case": [policy('"Effect":"allow","Action":"*","Resource":"*"'), ['invalid-value: "allow"']],
    "other types": [
      policy('"Effect":1,"Action":[1],"Resource":{},"Sid":[],"Condition":[]'),
      ["wrong-type: 1", "wrong-type: 1", "wrong-type: {}", "wrong-type: []", "wrong-type: []"],
    ],
    principals: [policy('"Effect":"Allow","Action":"*","Principal":"*"'), ['principal: "Principal"']],
    "an invalid Sid": [policy(`${statement},"Sid":"a b"`), ['invalid-sid: "a b"']],
    "a Sid twice": [`{"Statement":[{"Sid":"A",${statement}},{"Sid":"A",${statement}}]}`, ['duplicate-sid: "A"']],
    "an unknown operator": [
      policy(`${statement},"Condition":{"StringEqual":{"a:b":"c"},"Bool":"x","Null":{"a:b":[null]}}`),
      ['unknown-operator: "StringEqual"', 'wrong-type: "x"', "wrong-type: null"],
    ],
    "many brackets": ["[".repeat(10_000), ["too-deep: ["]],
  };
  it.each(Object.entries(cases))("notes %s", (_, [text, expected]) => {
    expect(problems(text)).toEqual(expected);
  });

  it("ends in good time on ten million characters", { timeout: 60_000 }, () => {
    const actions = Array.from({ length: 300_000 }, (_, index) => `"chime:GetMeeting${index}xxxxxxxxxxxx"`).join(",");
    const text = policy(`"Effect":"Allow","Action":[${actions}],"Resource":"*"`);
    expect(text.length).toBeGreaterThan(9_000_000);
    expect(read(text).document!.statements[0]!.actions.patterns).toHaveLength(300_000);
  });

  it("never throws", () => {
    const json = fc.json().map((text) => text.replaceAll('"a"', '"Statement"'));
    const near = fc.string({
      unit: fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "u", "0", "Statement", "Effect", "/*", "//", "\n", "true", "-1e"),
    });
    fc.assert(
      fc.property(fc.oneof(json, near, fc.string()), (text) => {
        const { document, problems: found } = read(text);
        expect(document === undefined).toBe(found.length > 0);
        for (const { start, end } of found) expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("printing", () => {
  const document = read(policy(`${statement},"Condition":{"Bool":{"aws:b":["true","false"]},"Null":{"aws:a":"true"}}`)).document!;

  it("writes elements in IAM's order and lists of one as the value", () => {
    expect(print({ ...document, id: "I" })).toBe(`{
  "Version": "2012-10-17",
  "Id": "I",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "chime:GetMeeting",
      "Resource": "*",
      "Condition": {
        "Bool": {
          "aws:b": [
            "true",
            "false"
          ]
        },
        "Null": {
          "aws:a": "true"
        }
      }
    }
  ]
}
`);
  });

  it("counts white space in strings only", () => {
    const spaced = { ...document, id: "a b" };
    expect(size(spaced)).toBe(print(spaced, { minify: true }).length);
    expect(print(document, { minify: true })).not.toMatch(/\s/);
  });

  it("writes what is read back", () => {
    expect(read(print(document)).document).toEqual(document);
  });
});
