import type { CheckedProgram } from "../../ast/checked.ts";
import type { ResolvedModule, ResolvedProgram } from "../../ast/resolved.ts";
import type { PolicyDeclaration, Statement } from "../../ast/source.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Suppression } from "../../diagnostics/suppress.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { evaluateActions } from "./actions.ts";
import { readAnnotations } from "./annotations.ts";
import { evaluateBranches } from "./branches.ts";
import { checkDocuments } from "./documents.ts";
import { evaluateCondition } from "./formula.ts";
import { createFrame, createMemo, once, type Frame, type Session } from "./frame.ts";
import { readGiven, type GivenValue } from "./given.ts";
import { defaultBranchLimit } from "./limits.ts";
import { checkDefaults, checkGivenParameters, createOpenFrame, declaredValue } from "./parameters.ts";
import { checkArnType, evaluateResources } from "./resources.ts";
import { checkTests } from "./tests.ts";
import { checkType } from "./value-types.ts";

export interface CheckOptions {
  /** Values of build parameters by name. */
  readonly parameters?: Readonly<Record<string, GivenValue>>;
  /** Values for whichever module declares them: those of a project, of which these modules may be a part. */
  readonly projectParameters?: Readonly<Record<string, GivenValue>>;
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
    given: new Map([...readGiven("the project", options.projectParameters), ...readGiven("the user", options.parameters)]),
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
  const { documents, templates, documentOf } = checkDocuments(entries, session);
  const tests = entries.flatMap((entry) => checkTests(entry, session, documentOf));
  checkDefaults(session);
  return { program: { documents, templates, tests }, diagnostics, suppressions };
}

/** Evaluates what a module declares besides policies and roles, used or not, and refuses what has no meaning yet. */
function checkDeclarations({ module }: ResolvedModule, session: Session): void {
  const frame = createFrame(session, module);
  if (module.declarations.length === 0 && !module.broken) frame.report("empty-file", {}, { start: 0, end: 0 });
  for (const declaration of module.declarations) {
    if ("parameters" in declaration) for (const { type } of declaration.parameters) checkType(type, frame);
    if (declaration.kind === "TestDeclaration") continue;
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
        const inner = createOpenFrame(declaration, module, session);
        const set = once(declaration, inner, () => evaluateResources(declaration.resources, inner));
        for (const entry of set.entries) checkArnType(entry, inner);
        break;
      }
      case "ConditionDeclaration": {
        const inner = createOpenFrame(declaration, module, session);
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
