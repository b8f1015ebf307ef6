import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { limitCodes } from "../../src/diagnostics/codes/limits.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import { emit, type EmitResult } from "../../src/phases/4-emit/emit.ts";
import { copyCase } from "../../src/phases/4-emit/spelling.ts";
import { checked, type Short } from "./support.ts";

const catalog = nodeCatalog();
const plainly = { expand: false, minify: true };
const run = (...statements: Short[]): EmitResult => emit(checked(statements), catalog, plainly);
const found = ({ diagnostics }: { diagnostics: EmitResult["diagnostics"] }): string[] =>
  diagnostics.map(({ slug, message, location }) => `${slug} ${location.source.text.slice(location.start, location.end)}: ${message}`);
const actionsOf = (result: EmitResult): (readonly string[])[] =>
  result.files.flatMap(({ document }) => document.statements.map(({ actions }) => actions.patterns));

describe("emit", () => {
  it("writes the canonical document of a role", () => {
    const result = run({ actions: ["CHIME:getmeeting", "chime:get*"] }, { actions: ["chime:listmeetings"] });
    expect(result.diagnostics).toEqual([]);
    expect(result.files.map(({ name, documentName }) => [name, documentName])).toEqual([["HelpDesk", "HelpDesk"]]);
    expect(result.files[0]!.text).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["chime:Get*","chime:ListMeetings"],"Resource":"*"}]}',
    );
    expect(result.files[0]!.size).toBe(result.files[0]!.text.length);
  });

  it("writes names as the catalog does", () => {
    const conditions = [{ operator: "stringlike", key: "AWS:principaltag/Cost Center", values: ["${AWS:UserName}"] }];
    const [file] = run({ actions: ["chime:*appinstance*", "chime:?etmeeting", "nowhere:doIt"], conditions }).files;
    const [statement] = file!.document.statements;
    expect(statement!.actions.patterns).toEqual(["chime:*AppInstance*", "chime:?etMeeting", "nowhere:doIt"]);
    expect(statement!.conditions).toEqual([{ operator: "StringLike", key: "aws:PrincipalTag/Cost Center", values: ["${aws:username}"] }]);
    expect(copyCase("*in*G", "ListMeetings")).toBe("*in*G");
    expect(copyCase("l*g?", "ListMeetings")).toBe("L*g?");
  });

  it("expands wildcards to names where it is asked to", () => {
    const document = checked([
      { actions: ["chime:Get*Settings", "chime:nothing*"] },
      { effect: "Deny", actions: ["*"] },
      { effect: "Deny", actions: ["!chime:?istMeetings"] },
    ]);
    const result = emit(document, catalog, { expand: true, minify: true });
    expect(actionsOf(result)).toEqual([
      [...catalog.expand("chime:Get*Settings").map((action) => action.qualifiedName), "chime:nothing*"].sort(),
      ["*"],
    ]);
  });

  it("warns of statements that say nothing new, and keeps silent about included ones", () => {
    const result = run({ actions: ["chime:GetMeeting"] }, { actions: ["chime:*"] }, { actions: ["chime:GetUser"], included: true });
    expect(found(result)).toEqual(["covered-statement chime:GetMeeting on *: this statement grants nothing that another one does not"]);
    expect(result.diagnostics[0]!.related.map(({ location }) => location.source.text.slice(location.start, location.end))).toEqual([
      "chime:* on *",
    ]);
    const twice = run({ actions: ["chime:GetMeeting"] }, { actions: ["chime:GetMeeting"], included: true });
    expect(twice.diagnostics.map(({ location }) => location.start)).toEqual([checked([]).location.source.text.length + 1]);
    expect(
      found(
        run(
          { effect: "Deny", actions: ["chime:Get*", "chime:List*"] },
          { effect: "Deny", actions: ["chime:Get*"] },
          { effect: "Deny", actions: ["chime:List*"] },
        ),
      ),
    ).toEqual([
      "covered-statement chime:Get* on *: this statement denies nothing that another one does not",
      "covered-statement chime:List* on *: this statement denies nothing that another one does not",
    ]);
  });

  it("warns of a statement that says nothing at all", () => {
    const nothing: Short = { actions: ["x"] };
    const document = checked([nothing, { actions: ["chime:GetMeeting"] }]);
    const empty = {
      ...document,
      statements: [{ ...document.statements[0]!, actions: { negated: false, patterns: [] } }, document.statements[1]!],
    };
    expect(emit(empty, catalog, plainly).diagnostics.map(({ slug }) => slug)).toEqual(["ineffective-statement"]);
    expect(emit({ ...empty, statements: empty.statements.slice(0, 1) }, catalog, plainly).diagnostics.map(({ slug }) => slug)).toEqual([
      "ineffective-statement",
      "empty-document",
    ]);
  });

  it("refuses what IAM refuses", () => {
    expect(found(run())).toEqual(["empty-document HelpDesk: `HelpDesk` says nothing: IAM takes no policy without a statement"]);
    const twice = run({ sid: "A", actions: ["chime:GetMeeting"] }, { sid: "A", actions: ["chime:GetUser"], included: true });
    expect(found(twice)).toEqual(["duplicate-sid chime:GetMeeting on *: the Sid `A` is taken by another statement of the document"]);
    expect(twice.diagnostics[0]!.related.map(({ message }) => message)).toEqual(["first used here", "included here"]);
    expect(twice.files).toEqual([]);
    const character = run({ actions: ["chime:GetMeeting"], resources: ["arn:aws:chime::1:meeting/日本"] });
    expect(found(character)).toEqual(["invalid-character arn:aws:chime::1:meeting/日本: IAM does not take the character U+65E5"]);
    const tested = run({
      sid: "A\u0100",
      actions: ["chime:GetMeeting"],
      conditions: [{ operator: "StringEquals", key: "aws:username", values: ["a", "ł"] }],
    });
    expect(tested.diagnostics.map(({ message }) => message)).toEqual([
      "IAM does not take the character U+0100",
      "IAM does not take the character U+0142",
    ]);
  });

  it("writes nothing of a document that is partly unknown", () => {
    const document = checked([{ actions: ["chime:GetMeeting"] }]);
    expect(emit({ ...document, incomplete: [document.location] }, catalog, plainly)).toEqual({ files: [], diagnostics: [] });
  });

  it("takes a statement that is included twice as one", () => {
    const document = checked([{ sid: "A", actions: ["chime:GetMeeting"], included: true }]);
    const result = emit({ ...document, statements: [document.statements[0]!, document.statements[0]!] }, catalog, plainly);
    expect(result.diagnostics).toEqual([]);
    expect(result.files[0]!.document.statements).toHaveLength(1);
  });

  it("maps every piece of the output to where it comes from", () => {
    const result = run(
      { actions: ["chime:getmeeting", "chime:List*"] },
      { actions: ["chime:ListMeetings", "chime:GetUser"] },
      { effect: "Deny", actions: ["!chime:*"], resources: ["!arn:aws:s3:::a"] },
    );
    const { map } = result.files[0]!;
    expect(map.sources).toEqual(["help-desk.chimepolicy"]);
    expect(map.file).toBe("HelpDesk.json");
    const places = map.statements.flatMap(({ pointer, origins, actions, resources }) => [
      `${pointer} ${origins.map(({ start }) => start.line).join()}`,
      ...[...actions, ...resources].map(
        (one) => `${one.pointer} ${one.origins.map(({ start, end }) => `${start.line}:${start.column}-${end.column}`).join()}`,
      ),
    ]);
    expect(places).toEqual([
      "/Statement/0 2,3",
      "/Statement/0/Action/0 2:1-17",
      "/Statement/0/Action/1 3:20-33",
      "/Statement/0/Action/2 2:18-29",
      "/Statement/0/Resource 2:33-34,3:37-38",
      "/Statement/1 4",
      "/Statement/1/NotAction 4:1-9",
      "/Statement/1/NotResource 4:13-28",
    ]);
    expect(result.files[0]!.map).toBe(map);
  });

  it("makes the maps of all files with one getter, which holds none of them", () => {
    const files = ["chime:GetMeeting", "chime:CreateMeeting"].flatMap((action) => run({ actions: [action] }).files);
    const [first, second] = files.map((file) => Object.getOwnPropertyDescriptor(file, "map"));
    expect(first).toHaveProperty("get");
    expect(first).toEqual(second);
    expect(files.map(({ map }) => map.statements.length)).toEqual([1, 1]);
  });
});

describe("canonicalize", () => {
  const canon = (text: string, expand = false) => canonicalize({ uri: "policy.json", text }, catalog, { minify: true, expand });
  const allow = (action: string, more = ""): string => `{"Effect":"Allow","Action":${action},"Resource":"*"${more}}`;
  const policy = (...statements: string[]): string => `{"Version":"2012-10-17","Statement":[${statements.join()}]}`;

  it("gives the text and its findings", () => {
    const result = canon(policy(allow('"chime:getmeeting"'), allow('["Chime:GET*"]')));
    expect(result.text).toBe(policy(allow('"chime:Get*"')));
    expect(found(result)).toEqual([
      `covered-statement ${allow('"chime:getmeeting"')}: this statement grants nothing that another one does not`,
    ]);
    expect(canon(policy(allow('"chime:Get*Settings"')), true).text).toContain("chime:GetGlobalSettings");
  });

  const many = Array.from({ length: 400 }, (_, index) => `"nowhere:ThingNumber${index}"`).join();
  const cases: Readonly<Record<string, string>> = {
    "over-size-limit": policy(allow(`[${many}]`)),
    "ineffective-statement": policy(allow("[]"), allow('"chime:GetMeeting"')),
    "empty-document": policy(),
    "invalid-json": "{",
    "duplicate-element": '{"Statement":[],"Statement":[]}',
    "unknown-element": '{"statement":[],"Statement":[]}',
    "wrong-element-type": "[]",
    "missing-element": "{}",
    "conflicting-elements": policy(allow('"a:B"', ',"NotAction":"a:B"')),
    "unsupported-principal": policy(allow('"a:B"', ',"Principal":"*"')),
    "invalid-element-value": policy(allow('"a:B"').replace("Allow", "allow")),
    "invalid-sid": policy(allow('"a:B"', ',"Sid":"a b"')),
    "duplicate-sid": policy(allow('"a:B"', ',"Sid":"a"'), allow('"a:C"', ',"Sid":"a"')),
    "invalid-character": policy(allow('"a:日"')),
    "nesting-too-deep": "[".repeat(200),
    "unknown-operator": policy(allow('"a:B"', ',"Condition":{"StringEqual":{}}')),
    "conflicting-tests": policy(allow('"a:B"', ',"Condition":{"StringLike":{"a:b":"x*","a:B":"y*"}}')),
    "covered-statement": policy(allow('"a:B"'), allow('"a:*"')),
  };
  it.each(Object.entries(cases))("reports %s", (slug, text) => {
    expect(canon(text).diagnostics.map((one) => one.slug)).toContain(slug);
  });

  it("helps with misspelt names", () => {
    expect(canon('{"statement":[],"Statement":[]}').diagnostics[0]!.help).toBe("did you mean `Statement`?");
    expect(canon(cases["unknown-operator"]!).diagnostics[0]!.help).toContain("`StringEquals`");
  });

  it("has a test for every code", () => {
    const elsewhere = [
      "document-too-large",
      "statement-too-large",
      "suppressed-on-import",
      "not-importable",
      "left-out-on-import",
      "invalid-template",
      "misplaced-element",
      "missing-principal",
      "invalid-principal",
      "policy-too-large",
    ];
    expect([...Object.keys(cases), ...elsewhere]).toEqual(expect.arrayContaining(Object.keys(limitCodes)));
  });
});
