import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifier, make, plainText, qualifiedName, reference, stringOf } from "../../src/ast/build.ts";
import type { Module, StringPart } from "../../src/ast/source.ts";
import { write } from "../../src/ast/write.ts";
import { parse } from "../../src/phases/1-parse/parse.ts";
import { program } from "../compile/support/model.ts";
import { write as writeSomehow } from "../compile/support/write.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const runs = (count: number): { numRuns: number } => ({ numRuns: process.env["CHIMEPOLICY_LONG"] === "1" ? count * 50 : count });

describe("ast/write", () => {
  it("gives every tree of a file in the repository back", () => {
    const files = ["stdlib", "examples", "test"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".chimepolicy"))
        .map((name) => join(root, folder, name)),
    );
    const whole = files.map((uri) => parse({ uri, text: readFileSync(uri, "utf8") }).module).filter(({ broken }) => !broken);
    expect(whole.length).toBeGreaterThan(50);
    for (const module of whole) expect(plain(reread(module)), module.source.uri).toEqual(plain(module));
  });

  it("gives every tree of a random program back", () => {
    fc.assert(
      fc.property(program, fc.integer(), (model, seed) => {
        for (const [uri, text] of Object.entries(writeSomehow(model, seed))) {
          const { module } = parse({ uri, text });
          fc.pre(!module.broken);
          expect(plain(reread(module))).toEqual(plain(module));
        }
      }),
      runs(100),
    );
  });

  it("gives every string back", () => {
    const part: fc.Arbitrary<StringPart> = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1 }).map((text) => make("TextPart", { text })),
      fc.constantFrom("${", "\\", '"', "$", "{", "\r\n", "\t", "\u0000", "\u202E").map((text) => make("TextPart", { text })),
      fc.constantFrom("account", "app-id").map((name) => make("Interpolation", { name: identifier(name) })),
      fc.constantFrom("aws:username", "*", "?", "$").map((key) => make("PolicyVariable", { key })),
      fc.constant(make("PolicyVariable", { key: "aws:PrincipalTag/cost center", default: "no one" })),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const value = stringOf(joined(parts));
        const module = moduleOf([make("LetDeclaration", { annotations: [], name: identifier("text"), value })]);
        expect(plain(reread(module))).toEqual(plain(module));
      }),
      runs(500),
    );
  });

  it("breaks what does not fit on a line", () => {
    const names = ["GetMeeting", "ListAttendees", "CreateAttendee", "DeleteAttendee", "BatchCreateAttendee", "DeleteMeeting"];
    const grant = make("GrantStatement", {
      annotations: [make("Annotation", { name: identifier("suppress"), arguments: [plainText("unknown-action"), plainText("why")] })],
      effect: "Allow",
      actions: make("ActionGroup", { service: identifier("chime"), names: names.map(identifier) }),
      resources: make("ResourceConstructor", {
        type: qualifiedName("chime:meeting"),
        arguments: [make("Argument", { value: make("AnyValue", {}) })],
      }),
      condition: make("AndCondition", { operands: [reference("Mfa"), reference("FromNetwork", [plainText("198.51.100.0/24")])] }),
      sid: identifier("Meetings"),
    });
    const module = moduleOf([make("PolicyDeclaration", { annotations: [], name: identifier("Host"), parameters: [], body: [grant] })]);
    expect(write(module)).toMatchInlineSnapshot(`
      "policy Host {
        @suppress("unknown-action", "why")
        allow chime:{
          GetMeeting,
          ListAttendees,
          CreateAttendee,
          DeleteAttendee,
          BatchCreateAttendee,
          DeleteMeeting,
        }
          on chime:meeting(*)
          when Mfa and FromNetwork("198.51.100.0/24")
          as Meetings
      }
      "
    `);
  });
});

function moduleOf(declarations: Module["declarations"]): Module {
  return make("Module", { source: { uri: "built", text: "" }, imports: [], declarations, comments: [], broken: false });
}

function reread(module: Module): Module {
  const { module: again, diagnostics } = parse({ uri: "written", text: write(module) });
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => `${message}\n${write(module)}`)).toEqual([]);
  return again;
}

/** A tree without what belongs to its text alone. */
function plain(module: Module): unknown {
  return JSON.parse(
    JSON.stringify({ ...module, source: null, comments: null }, (key, value: unknown) =>
      key === "start" || key === "end" ? undefined : value,
    ),
  );
}

/** Texts side by side are one, as the parser reads them. */
function joined(parts: readonly StringPart[]): readonly StringPart[] {
  const result: StringPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === "TextPart" && last?.kind === "TextPart") result[result.length - 1] = { ...last, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
