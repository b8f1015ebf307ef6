import type { CheckedDocument, CheckedStatement, Template } from "../../ast/checked.ts";
import type { ResolvedModule } from "../../ast/resolved.ts";
import type { Declaration, GrantStatement, NameReference, PolicyDeclaration, RoleDeclaration } from "../../ast/source.ts";
import { duplicateDocuments } from "../../diagnostics/duplicates.ts";
import { locate } from "../../text/source.ts";
import { annotationOf } from "./annotations.ts";
import { createFrame, definitionOf, type Frame, type Session } from "./frame.ts";
import { bindArguments, createOpenFrame } from "./parameters.ts";
import { checkRequiredTypes } from "./required.ts";
import type { Value } from "./values.ts";
import { checkGrant, collectGrants, isSpent, statementSpan, type PendingGrant, type TypedGrant } from "./statements.ts";

/** Gives the document that a reference to a policy or role stands for, with its arguments; undefined where there is none. */
export type DocumentOf = (reference: NameReference, frame: Frame) => CheckedDocument | undefined;

/** Checks the policies and roles of the named modules. Gives those to be emitted, and a way to ask for any other. */
export function checkDocuments(
  entries: readonly ResolvedModule[],
  session: Session,
): { readonly documents: readonly CheckedDocument[]; readonly templates: readonly Template[]; readonly documentOf: DocumentOf } {
  const unfolded = unfold(entries, session);
  const own = new Map<GrantStatement, TypedGrant>();
  // Every declaration's own statements come first, so that a fault is reported where it stands and not at an include of it.
  for (const { frame, grants } of unfolded) {
    for (const grant of grants) if (grant.frame === frame) own.set(grant.node, checkGrant(grant));
  }
  const emitted = new Map<Declaration, CheckedDocument>();
  // Once a document has passed the limit, those before it are not unfolded any more either.
  for (const one of isSpent(session) ? unfold(entries, session) : unfolded) {
    const document = checkDocument(one, own);
    if (isEmitted(one.declaration)) emitted.set(one.declaration, document);
  }
  const documents = [...emitted.values()];
  session.diagnostics.push(...duplicateDocuments(documents));
  const asked = new Map<Declaration, Map<string, CheckedDocument>>();
  return {
    documents,
    templates: unfolded.filter(({ declaration }) => !isEmitted(declaration)).map(templateOf),
    documentOf(reference, frame) {
      const definition = definitionOf(reference.name, frame, "PolicyDeclaration", "RoleDeclaration");
      if (definition === undefined) return undefined;
      const { module, declaration } = definition;
      const known = reference.arguments === undefined ? emitted.get(declaration) : undefined;
      if (known !== undefined) return known;
      const parameters = bindArguments(reference, declaration, module, frame);
      const values = textOf([...parameters.values()]);
      const before = asked.get(declaration)?.get(values);
      if (before !== undefined) return before;
      const inner = createFrame(session, module, parameters, [...frame.chain, locate(frame.module.source, reference)]);
      if (!isSpent(session)) session.unfolded.count = 0;
      const document = checkDocument({ declaration, frame: inner, grants: collectGrants(declaration, inner) }, new Map());
      asked.set(declaration, (asked.get(declaration) ?? new Map<string, CheckedDocument>()).set(values, document));
      return document;
    },
  };
}

/** What values say, wherever they are written. */
function textOf(values: readonly Value[]): string {
  return JSON.stringify(values, (name, value: unknown) => (name === "location" ? undefined : value));
}

function isDocument(declaration: Declaration): declaration is PolicyDeclaration | RoleDeclaration {
  return declaration.kind === "PolicyDeclaration" || declaration.kind === "RoleDeclaration";
}

/** A policy or role that needs no arguments is emitted. */
function isEmitted({ parameters }: PolicyDeclaration | RoleDeclaration): boolean {
  return parameters.every((parameter) => parameter.default !== undefined);
}

function templateOf({ declaration, frame }: Unfolded): Template {
  const { source } = frame.module;
  return { name: declaration.name.text, location: locate(source, declaration.name), whole: locate(source, declaration) };
}

/** A policy or role with all its grants, those of what it includes among them. */
interface Unfolded {
  readonly declaration: PolicyDeclaration | RoleDeclaration;
  readonly frame: Frame;
  readonly grants: readonly PendingGrant[];
}

function unfold(entries: readonly ResolvedModule[], session: Session): readonly Unfolded[] {
  const all: Unfolded[] = [];
  for (const { module } of entries) {
    for (const declaration of module.declarations) {
      if (!isDocument(declaration)) continue;
      const frame = createOpenFrame(declaration, module, session);
      if (session.program.cyclic.has(declaration)) continue;
      // The limit holds for one document.
      if (!isSpent(session)) session.unfolded.count = 0;
      all.push({ declaration, frame, grants: collectGrants(declaration, frame) });
    }
  }
  return all;
}

function checkDocument({ declaration, frame, grants: pending }: Unfolded, own: ReadonlyMap<GrantStatement, TypedGrant>): CheckedDocument {
  const grants = pending.map((grant) => reuse(grant, frame, own) ?? checkGrant(grant));
  // What is no document of its own is completed by what includes it, and one that does not include what it says by that.
  if (isEmitted(declaration) && !isSpent(frame.session)) checkRequiredTypes(grants);
  const description = annotationOf(declaration, "description") ?? declaration.doc?.join("\n");
  return {
    name: annotationOf(declaration, "name") ?? declaration.name.text,
    location: locate(frame.module.source, declaration.name),
    ...(description === undefined ? {} : { description }),
    statements: grants.flatMap(({ statements }) => statements),
    incomplete: grants
      .filter(({ complete }) => !complete)
      .map(({ node, frame: own }) => locate(own.module.source, statementSpan(node, own.module.source.text))),
  };
}

/** A grant that was checked where it stands need not be checked again where nothing around it differs. */
function reuse(
  { node, frame, surroundings }: PendingGrant,
  document: Frame,
  own: ReadonlyMap<GrantStatement, TypedGrant>,
): TypedGrant | undefined {
  const known = own.get(node);
  if (known === undefined || frame === document) return known;
  if (frame.parameters.size > 0 || surroundings.conditions.some((condition) => condition.frame !== frame)) return undefined;
  const statements = known.statements.map((statement): CheckedStatement => ({ ...statement, includedBy: frame.chain }));
  return { ...known, frame, statements };
}
