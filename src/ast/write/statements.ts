import type { Annotation, Expectation, GrantStatement, Principal, Statement } from "../source.ts";
import { writeActionClause, writeCondition, writeResourceClause } from "./expressions.ts";
import { bracketed, group, hardLine, join, line, nest, type Doc } from "./layout.ts";
import { writeName, writeReference, writeString, writeValue } from "./values.ts";

/** A body in braces, a statement or expectation on its own line. */
export function writeBody<T>(items: readonly T[], write: (item: T) => Doc): Doc {
  if (items.length === 0) return " {}";
  return [" {", nest([hardLine, join(hardLine, items.map(write))]), hardLine, "}"];
}

/** The annotations before a declaration or statement, a line each. */
export function writeAnnotations(annotations: readonly Annotation[]): Doc {
  return annotations.map(({ name, arguments: texts }) => [
    `@${name.text}`,
    texts.length === 0 ? "" : `(${texts.map(writeString).join(", ")})`,
    hardLine,
  ]);
}

export function writeStatement(statement: Statement): Doc {
  return [writeAnnotations(statement.annotations), writeBare(statement)];
}

function writeBare(statement: Statement): Doc {
  switch (statement.kind) {
    case "GrantStatement":
      return writeGrant(statement);
    case "IncludeStatement":
      return group(["include", nest([line, join([",", line], statement.references.map(writeReference))])]);
    case "BlockStatement": {
      const { resources, condition } = statement;
      const header: Doc[] = [];
      if (resources !== undefined) header.push(writeResourceClause("on ", resources));
      if (condition !== undefined)
        header.push(resources === undefined ? ["when ", writeCondition(condition)] : nest([line, "when ", writeCondition(condition)]));
      return [group(header), writeBody(statement.body, writeStatement)];
    }
    case "TrustStatement":
      return group(["trust ", writePrincipals(statement.principals), ...writeWhen(statement.condition)]);
  }
}

function writeGrant({ effect, actions, principals, resources, condition, sid }: GrantStatement): Doc {
  const doc: Doc[] = [effect === "Allow" ? "allow" : "deny", writeActionClause(actions)];
  if (principals !== undefined) doc.push(nest([line, "to ", writePrincipals(principals)]));
  if (resources !== undefined) doc.push(nest([line, writeResourceClause("on ", resources)]));
  doc.push(...writeWhen(condition));
  if (sid !== undefined) doc.push(nest([line, "as ", sid.kind === "Identifier" ? sid.text : writeString(sid)]));
  return group(doc);
}

function writeWhen(condition: GrantStatement["condition"]): readonly Doc[] {
  return condition === undefined ? [] : [nest([line, "when ", writeCondition(condition)])];
}

function writePrincipals(principals: readonly Principal[]): Doc {
  return join(
    ", ",
    principals.map(({ type, value }) => (value === undefined ? type.text : [`${type.text}(`, writeValue(value), ")"])),
  );
}

export function writeExpectation(expectation: Expectation): Doc {
  const { annotations, subject } = expectation;
  const doc: Doc[] = [];
  switch (expectation.kind) {
    case "AccessExpectation": {
      const { allowed, actions, resources, context } = expectation;
      doc.push("expect ", writeReference(subject), allowed ? " can" : " cannot", writeActionClause(actions));
      if (resources !== undefined) doc.push(nest([line, writeResourceClause("on ", resources)]));
      const entries = context.map(({ key, value }) => [writeName(key), " = ", writeValue(value)]);
      if (entries.length > 0) doc.push(nest([line, "with ", bracketed("{", entries, "}")]));
      break;
    }
    case "NeverProof": {
      const { actions, resources, unless } = expectation;
      doc.push("prove ", writeReference(subject), " never", writeActionClause(actions));
      if (resources !== undefined) doc.push(nest([line, writeResourceClause("on ", resources)]));
      if (unless !== undefined) doc.push(nest([line, "unless ", writeCondition(unless)]));
      break;
    }
    case "RelationProof":
      doc.push("prove ", writeReference(subject), ` ${expectation.relation} `, writeReference(expectation.other));
      break;
  }
  return [writeAnnotations(annotations), group(doc)];
}
