import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/text/edit.ts";
import { read, show } from "./help.ts";

const goodStatements = [
  "allow chime:GetMeeting",
  "allow chime:{Get*, List*} on chime:meeting(*, account: account) when Mfa as One",
  'deny chime:Delete* on "arn:aws:chime:*:*:meeting/*"',
  'include ConsoleAccess, Other("x")',
  "when aws:SecureTransport == true { allow chime:ListMeetings }",
  "on chime:meeting(*) when Mfa { deny chime:* }",
  'trust service("lambda.amazonaws.com") when Mfa',
];

/** Statements with one mistake each. */
const badStatements: Record<string, string> = {
  "a misspelt keyword": "alow chime:GetMeeting",
  "a foreign keyword": "permit chime:GetMeeting",
  "no actions": "allow",
  "no resource": "allow chime:GetMeeting on",
  "no condition": "deny chime:GetMeeting when",
  "a sign for actions": "allow == on *",
  "a sign for a resource": "allow chime:GetMeeting on < when Mfa",
  "half a condition": "allow chime:GetMeeting when Mfa and",
  "no operator": "allow chime:GetMeeting when aws:SourceIp",
  "no value": "allow chime:GetMeeting when aws:SourceIp ==",
  "a key without a prefix": 'allow chime:GetMeeting when SourceIp == "10.0.0.0/8"',
  "a misspelt clause": "allow chime:GetMeeting wen Mfa",
  "a foreign clause": "allow chime:GetMeeting if Mfa",
  "clauses out of order": "allow chime:GetMeeting when Mfa on *",
  "a repeated clause": "allow chime:GetMeeting on * on *",
  "a missing comma": "allow chime:GetMeeting chime:ListMeetings",
  "a missing comma in a group": "allow chime:{GetMeeting ListMeetings}",
  "a missing comma in arguments": "allow chime:GetMeeting on chime:meeting(a b)",
  "a mixed except": "allow chime:*, s3:* except chime:Delete*",
  "two excepts": "allow chime:* except chime:Delete* except chime:Put*",
  "an ARN without quotes": "allow chime:GetMeeting on arn:aws:chime:us-east-1:123456789012:meeting/x",
  "an ARN with a variable without quotes": "allow s3:GetObject on arn:aws:s3:::bucket/${aws:username}/*",
  "a type without fields": "allow chime:GetMeeting on chime:meeting",
  "a space in a name": "allow chime: GetMeeting on *",
  "a space in a group": "allow chime: {GetMeeting, ListMeetings}",
  "everybody as a star": "deny chime:GetMeeting to *",
  "an address without quotes": "allow chime:GetMeeting when aws:SourceIp == 10.0.0.0/8",
  "one equals sign": "allow chime:GetMeeting when aws:SecureTransport = true",
  "an ampersand pair": "allow chime:GetMeeting when Mfa && Tls",
  "a pair of bars": "allow chime:GetMeeting when Mfa || Tls",
  "an exclamation mark": "allow chime:GetMeeting when !Mfa",
  "single quotes": "allow chime:GetMeeting on 'arn:aws:chime:*:*:meeting/*'",
  "a semicolon": "allow chime:GetMeeting;",
  "a foreign comment": "# allow chime:GetMeeting",
  "a foreign block comment": "/* allow chime:GetMeeting */",
  "an unclosed string": 'allow chime:GetMeeting on "arn:aws:chime:*:*:meeting/*',
  "an unclosed string in brackets": 'allow chime:GetMeeting on chime:meeting("abc)',
  "an unclosed parenthesis": "allow chime:GetMeeting on chime:meeting(a, b",
  "an unclosed group": "allow chime:{GetMeeting, ListMeetings",
  "the wrong closing bracket": "allow chime:{GetMeeting, ListMeetings)",
  "a closing bracket too many": "allow chime:GetMeeting on chime:meeting(a))",
  "an unknown escape": 'allow chime:GetMeeting on "a\\qb"',
  "a bad insertion": 'allow chime:GetMeeting on "${not this}"',
  "an unknown character": "allow chime:Get§Meeting",
  "an unknown word": "allow chime:GetMeeting on caf\u00e9",
  "a bidirectional character": "allow chime:GetMeeting // \u202Etxet",
  JSON: '{ "Effect": "Allow", "Action": ["chime:*"], "Resource": "*" }',
  "JSON fields": '"Effect": "Allow", "Action": ["chime:*"], "Resource": "*"',
  "an expectation": "expect R can chime:GetMeeting",
  "a condition on an include": "include ConsoleAccess when Mfa",
  "a broken block header": "when == { allow chime:GetMeeting }",
  "a mistake in a block": "when Mfa { allow on * }",
  "a block that may be a clause": "allow chime:GetMeeting on * when Mfa { allow chime:ListMeetings }",
};

/** Declarations with one mistake each. */
const badDeclarations: Record<string, string> = {
  "a misspelt keyword": "polcy P {\n  allow chime:GetMeeting\n}",
  "a misspelt param": 'parm app: string = "x"',
  "a misspelt import": 'imprt { A } from "./a"',
  "a misspelt from": 'import { A } frm "./a"',
  "no from": "import { A }",
  "no type": 'param app = "x"',
  "no name": 'param : string = "x"',
  "no value": "let app =",
  "no sign": 'let app "x"',
  "no actions": "actions A =",
  "a broken type": 'param app: arn<> = "x"',
  "a broken header": "policy P(a: ) {\n  allow chime:GetMeeting\n}",
  "no name for a body": "role {\n  allow chime:GetMeeting\n}",
  "no kind": "policy P for {\n}",
  "no closing brace": "role R {\n  allow chime:GetMeeting\n",
  "no closing parenthesis": "policy P(a: string {\n  allow chime:GetMeeting\n}",
  "no opening brace": "role R\n  allow chime:GetMeeting\n}",
  "a closing brace too many": "role R {\n  allow chime:GetMeeting\n}\n}",
  "no closing brace in an import": 'import { A from "./a"',
  "a statement outside": "allow chime:GetMeeting",
  "a mixed except": "actions A = chime:*, s3:* except chime:Get*",
  JSON: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow" }] }',
  "a broken expectation": 'test "x" {\n  expect R may chime:GetMeeting\n}',
  "a statement in a test": 'test "x" {\n  allow chime:GetMeeting\n}',
  "no title": "test {\n  expect R can chime:GetMeeting\n}",
  "a colon in a context": 'test "x" {\n  expect R can chime:GetMeeting with { aws:SecureTransport: true }\n}',
};

function explain(text: string): string {
  return `${text}\n${read(text)
    .diagnostics.map((d) => show(text, d))
    .join("\n")}`;
}

describe("parse recovery", () => {
  const good = "role Good {\n  allow chime:GetMeeting\n}";

  for (const [name, statement] of Object.entries(badStatements)) {
    it(`finds one mistake in a statement: ${name}`, () => {
      const text = `role R {\n  deny chime:A\n  ${statement}\n  deny chime:B\n}\n${good}\n`;
      const { module, diagnostics } = read(text);
      expect(diagnostics.length, explain(text)).toBe(1);
      expect(module.broken).toBe(true);
      expect(module.declarations.map((d) => ("name" in d ? d.name?.text : ""))).toEqual(["R", "Good"]);
      const [role] = module.declarations;
      if (role?.kind !== "RoleDeclaration") throw new Error("no role");
      const denied = role.body.filter((s) => s.kind === "GrantStatement" && s.effect === "Deny" && s.actions.kind === "QualifiedName");
      expect(denied.length, explain(text)).toBe(2);
    });
  }

  for (const [name, declaration] of Object.entries(badDeclarations)) {
    it(`finds one mistake in a declaration: ${name}`, () => {
      const text = `param first: string\n${declaration}\n${good}\n`;
      const { module, diagnostics } = read(text);
      expect(diagnostics.length, explain(text)).toBe(1);
      const names = module.declarations.map((d) => ("name" in d ? d.name?.text : ""));
      expect([names[0], names.at(-1)]).toEqual(["first", "Good"]);
    });
  }

  it("finds as many mistakes as there are", () => {
    // A line that begins with a string or a brace may go on with what the line before has left open.
    const lists = Object.values(badStatements).filter((s) => !/^["{]/.test(s));
    const statement = fc.oneof(
      fc.constantFrom(...goodStatements).map((text) => ({ text, count: 0 })),
      fc.constantFrom(...lists).map((text) => ({ text, count: 1 })),
    );
    const declaration = fc.oneof(
      fc.array(statement, { maxLength: 6 }).map((all) => ({
        text: `role R {\n${all.map(({ text }) => `  ${text}\n`).join("")}}`,
        count: all.reduce((sum, { count }) => sum + count, 0),
      })),
      fc.constantFrom(...Object.values(badDeclarations).filter((d) => !/^(?:\{|allow)/.test(d))).map((text) => ({ text, count: 1 })),
    );
    fc.assert(
      fc.property(fc.array(declaration, { maxLength: 5 }), (all) => {
        const text = all.map((each) => `${each.text}\n`).join("\n");
        expect(read(text).diagnostics.length, explain(text)).toBe(all.reduce((sum, { count }) => sum + count, 0));
      }),
      { numRuns: 1500, seed: 7 },
    );
  });

  it("offers fixes that mend what they belong to", () => {
    for (const [name, statement] of Object.entries({ ...badStatements })) {
      const text = `role R {\n  ${statement}\n}\n`;
      const [diagnostic] = read(text).diagnostics;
      for (const fix of diagnostic?.fixes ?? []) {
        const fixed = applyEdits(text, fix.edits).text;
        expect(read(fixed).diagnostics.length, `${name}, ${fix.title}: ${explain(fixed)}`).toBe(0);
      }
    }
  });

  it("keeps the name of a broken declaration", () => {
    const { module } = read("param app string\nactions A = ==\npolicy P(x) { }\n");
    expect(module.declarations.map((d) => [d.kind, "name" in d ? d.name?.text : undefined])).toEqual([
      ["BrokenDeclaration", "app"],
      ["BrokenDeclaration", "A"],
      ["BrokenDeclaration", "P"],
    ]);
  });

  it("keeps the names of a broken import", () => {
    const { module } = read("import { A, B as C } fro\nrole R { include A, C }\n");
    expect(module.imports).toEqual([]);
    expect(module.declarations.map((d) => ("name" in d ? d.name?.text : undefined))).toEqual(["A", "C", "R"]);
  });

  it("leaves out a broken statement and keeps the block around it", () => {
    const { module } = read("role R {\n  when Mfa {\n    allow ==\n    allow chime:X\n  }\n}");
    const [role] = module.declarations;
    if (role?.kind !== "RoleDeclaration" || role.body[0]?.kind !== "BlockStatement") throw new Error("no block");
    expect(role.body[0].body.length).toBe(1);
  });
});
