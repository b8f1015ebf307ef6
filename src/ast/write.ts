import type { Declaration, Import, Module } from "./source.ts";
import { writeActionClause, writeCondition, writeResourceClause } from "./write/expressions.ts";
import { group, hardLine, join, layOut, line, nest, type Doc } from "./write/layout.ts";
import { writeAnnotations, writeBody, writeExpectation, writeStatement } from "./write/statements.ts";
import { writeParameter, writeParameters, writeString, writeType, writeValue } from "./write/values.ts";

const width = 100;

/**
 * The text of a tree, in plain layout. Parsing it gives the same tree: spans and the comments beside it, which are not written, apart.
 * What could not be parsed is not part of a tree, and so not of its text.
 */
export function write({ imports, declarations }: Module): string {
  const blocks: Doc[] = imports.length === 0 ? [] : [join(hardLine, imports.map(writeImport))];
  let last: Declaration["kind"] | undefined;
  for (const declaration of declarations) {
    const doc = writeDeclaration(declaration);
    // Constants and parameters stand together; everything else has room around it.
    const isShort = declaration.kind === last && (last === "LetDeclaration" || last === "ParamDeclaration");
    if (isShort) blocks.push([blocks.pop()!, hardLine, doc]);
    else blocks.push(doc);
    last = declaration.kind;
  }
  return blocks.map((block) => `${layOut(block, width)}\n`).join("\n");
}

function writeImport({ specifiers, from }: Import): Doc {
  const names = specifiers.map(({ name, alias }) => (alias === undefined ? name.text : `${name.text} as ${alias.text}`));
  if (names.length === 0) return `import {} from ${writeString(from)}`;
  return group(["import {", nest([line, join([",", line], names)]), line, "} from ", writeString(from)]);
}

function writeDeclaration(declaration: Declaration): Doc {
  const doc = (declaration.doc ?? []).map((text) => [text === "" ? "///" : `/// ${text}`, hardLine]);
  return [doc, writeAnnotations(declaration.annotations), writeBare(declaration)];
}

function writeBare(declaration: Declaration): Doc {
  switch (declaration.kind) {
    case "ParamDeclaration":
      return ["param ", writeParameter(declaration)];
    case "LetDeclaration": {
      const { name, type, value } = declaration;
      return [`let ${name.text}${type === undefined ? "" : `: ${writeType(type)}`} = `, writeValue(value)];
    }
    case "ActionsDeclaration":
      return [`actions ${declaration.name.text} =`, writeActionClause(declaration.actions)];
    case "ResourceDeclaration":
      return [
        `resource ${declaration.name.text}`,
        writeParameters(declaration.parameters),
        writeResourceClause(" = ", declaration.resources),
      ];
    case "ConditionDeclaration":
      return [`condition ${declaration.name.text}`, writeParameters(declaration.parameters), " = ", writeCondition(declaration.condition)];
    case "PolicyDeclaration": {
      const { name, parameters, documentKind, body } = declaration;
      const kind =
        documentKind === undefined
          ? ""
          : ` for ${documentKind.kind === "Identifier" ? documentKind.text : `${documentKind.prefix}:${documentKind.name}`}`;
      return [`policy ${name.text}`, writeParameters(parameters), kind, writeBody(body, writeStatement)];
    }
    case "RoleDeclaration":
      return [`role ${declaration.name.text}`, writeParameters(declaration.parameters), writeBody(declaration.body, writeStatement)];
    case "TestDeclaration":
      return [`test ${writeString(declaration.title)}`, writeBody(declaration.body, writeExpectation)];
    case "BrokenDeclaration":
      return "";
  }
}
