import type { CheckedDocument, CheckedProgram, CheckedStatement } from "../../ast/checked.ts";
import type { ResolvedModule, ResolvedProgram } from "../../ast/resolved.ts";
import type { Declaration, GrantStatement, PolicyDeclaration, RoleDeclaration, Statement } from "../../ast/source.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Suppression } from "../../diagnostics/suppress.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { locate } from "../../text/source.ts";
import { evaluateActions } from "./actions.ts";
import { annotationOf, readAnnotations } from "./annotations.ts";
import { evaluateBranches } from "./branches.ts";
import { evaluateCondition } from "./formula.ts";
import { createFrame, createMemo, once, type Frame, type GivenValue, type Session } from "./frame.ts";
import { defaultBranchLimit, statementLimit } from "./limits.ts";
import { checkDefaults, checkGivenParameters, declaredValue, withDefaults } from "./parameters.ts";
import { checkRequiredTypes } from "./required.ts";
import { checkArnType, evaluateResources } from "./resources.ts";
import { checkGrant, collectGrants, statementSpan, type PendingGrant, type TypedGrant } from "./statements.ts";
import { checkType } from "./value-types.ts";
import { opaqueValue } from "./values.ts";

export interface CheckOptions {
  /** Values of build parameters by name. */
  readonly parameters?: Readonly<Record<string, GivenValue>>;
  /** Whether a parameter without a value is an error, as when documents are to be emitted. */
  readonly requireParameters: boolean;
  /** How many statements one condition may take. */
  readonly branchLimit?: number;
}

export interface CheckResult {
  readonly program: CheckedProgram;
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressions: readonly Suppression[];
}

/** Checks the named modules of a program and gives the documents they describe. */
export function check(program: ResolvedProgram, catalog: Catalog, options: CheckOptions): CheckResult {
  const diagnostics: Diagnostic[] = [];
  const session: Session = {
    program,
    catalog,
    given: new Map(Object.entries(options.parameters ?? {})),
    requireParameters: options.requireParameters,
    branchLimit: options.branchLimit ?? defaultBranchLimit,
    diagnostics,
    reported: new Set(),
    memo: createMemo(),
    unfolded: { count: 0 },
    declaredValue,
  };
  const entries = program.modules.filter(({ entry }) => entry);
  checkGivenParameters(session);
  const suppressions = program.modules.flatMap(({ module, entry }) =>
    readAnnotations(module, (slug, parameters, location, details) => {
      if (entry) diagnostics.push(createDiagnostic(slug, parameters, location, details));
    }),
  );
  for (const entry of entries) checkDeclarations(entry, session);
  const unfolded = unfold(entries, session);
  const own = new Map<GrantStatement, TypedGrant>();
  // Every declaration's own statements come first, so that a fault is reported where it stands and not at an include of it.
  for (const { frame, grants } of unfolded) {
    for (const grant of grants) if (grant.frame === frame) own.set(grant.node, checkGrant(grant));
  }
  const documents: CheckedDocument[] = [];
  // Once a document has passed the limit, those before it are not unfolded any more either.
  for (const one of isSpent(session) ? unfold(entries, session) : unfolded) {
    const document = checkDocument(one, own);
    if (isEmitted(one.declaration)) documents.push(document);
  }
  reportDuplicates(documents, diagnostics);
  checkDefaults(session);
  return { program: { documents }, diagnostics, suppressions };
}

function isDocument(declaration: Declaration): declaration is PolicyDeclaration | RoleDeclaration {
  return declaration.kind === "PolicyDeclaration" || declaration.kind === "RoleDeclaration";
}

/** A policy or role that needs no arguments is emitted. */
function isEmitted({ parameters }: PolicyDeclaration | RoleDeclaration): boolean {
  return parameters.every((parameter) => parameter.default !== undefined);
}

/** The frame of a declaration by itself: parameters have their defaults, and those without one stay open. */
function createDocumentFrame(
  declaration: { readonly parameters: PolicyDeclaration["parameters"] },
  module: ResolvedModule["module"],
  session: Session,
): Frame {
  return createFrame(session, module, withDefaults(declaration.parameters, new Map(), module, session, opaqueValue));
}

/** Evaluates what a module declares besides policies and roles, used or not, and refuses what has no meaning yet. */
function checkDeclarations({ module }: ResolvedModule, session: Session): void {
  const frame = createFrame(session, module);
  if (module.declarations.length === 0 && !module.broken) frame.report("empty-file", {}, { start: 0, end: 0 });
  for (const declaration of module.declarations) {
    if ("parameters" in declaration) for (const { type } of declaration.parameters) checkType(type, frame);
    if (declaration.kind === "TestDeclaration") {
      frame.report(
        "not-available-yet",
        { what: "a `test`" },
        { start: declaration.start, end: declaration.title.end },
        { help: "policy tests come later; take it out to compile" },
      );
      continue;
    }
    if (session.program.cyclic.has(declaration)) continue;
    switch (declaration.kind) {
      case "ParamDeclaration":
        checkType(declaration.type, frame);
        break;
      case "LetDeclaration":
        if (declaration.type !== undefined) checkType(declaration.type, frame);
        declaredValue({ kind: "Definition", module, declaration }, session);
        break;
      case "ActionsDeclaration":
        once(declaration, frame, () => evaluateActions(declaration.actions, frame));
        break;
      case "ResourceDeclaration": {
        const inner = createDocumentFrame(declaration, module, session);
        const set = once(declaration, inner, () => evaluateResources(declaration.resources, inner));
        for (const entry of set.entries) checkArnType(entry, inner);
        break;
      }
      case "ConditionDeclaration": {
        const inner = createDocumentFrame(declaration, module, session);
        evaluateBranches(
          once(declaration, inner, () => evaluateCondition(declaration.condition, inner)),
          declaration.condition,
          inner,
        );
        break;
      }
      case "PolicyDeclaration":
        checkKind(declaration, frame);
        refuseTrust(declaration.body, frame);
        break;
      case "RoleDeclaration":
        refuseTrust(declaration.body, frame);
        break;
      case "BrokenDeclaration":
        break;
    }
  }
}

const kinds = ["identity", "boundary", "organization"];

function checkKind({ documentKind }: PolicyDeclaration, frame: Frame): void {
  if (documentKind === undefined || (documentKind.kind === "Identifier" && documentKind.text === "identity")) return;
  if (documentKind.kind === "Identifier" && !kinds.includes(documentKind.text)) {
    const near = suggest(documentKind.text, kinds);
    frame.report("unknown-name", { name: documentKind.text, wanted: "kind of policy" }, documentKind, {
      help: didYouMean(near) ?? "the kinds are `identity`, `boundary`, `organization` and a resource type such as `s3:bucket`",
    });
  } else
    frame.report("not-available-yet", { what: "a policy of this kind" }, documentKind, {
      help: "only `identity` policies are compiled so far",
    });
}

function refuseTrust(body: readonly Statement[], frame: Frame): void {
  for (const statement of body) {
    if (statement.kind === "BlockStatement") refuseTrust(statement.body, frame);
    else if (statement.kind === "TrustStatement") {
      frame.report("not-available-yet", { what: "`trust`" }, statement, {
        help: "trust policies come later; take it out to compile the permissions",
      });
    }
  }
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
      const frame = createDocumentFrame(declaration, module, session);
      if (session.program.cyclic.has(declaration)) continue;
      // The limit holds for one document; once one has passed it, nothing more is unfolded.
      if (!isSpent(session)) session.unfolded.count = 0;
      all.push({ declaration, frame, grants: collectGrants(declaration, frame) });
    }
  }
  return all;
}

function isSpent({ unfolded }: Session): boolean {
  return unfolded.count > statementLimit.most;
}

function checkDocument({ declaration, frame, grants: pending }: Unfolded, own: ReadonlyMap<GrantStatement, TypedGrant>): CheckedDocument {
  const grants = pending.map((grant) => reuse(grant, frame, own) ?? checkGrant(grant));
  // What is no document of its own is completed by what includes it.
  if (isEmitted(declaration)) checkRequiredTypes(grants);
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

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: names are unique without regard to case. */
function reportDuplicates(documents: readonly CheckedDocument[], diagnostics: Diagnostic[]): void {
  const first = new Map<string, CheckedDocument>();
  for (const document of documents) {
    const id = document.name.toLowerCase();
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, document);
    else if (!isDeclaredTwice(earlier, document)) {
      diagnostics.push(
        createDiagnostic("duplicate-document", { name: document.name }, document.location, {
          help: 'rename one of them, or give it another name with `@name("…")`',
          related: [{ message: "the other one", location: earlier.location }],
        }),
      );
    }
  }
}

/** Two declarations of one name in one file are reported as that already. */
function isDeclaredTwice({ location: a }: CheckedDocument, { location: b }: CheckedDocument): boolean {
  return a.source === b.source && a.source.text.slice(a.start, a.end) === b.source.text.slice(b.start, b.end);
}
