export type { CheckOptions, CheckResult, Input } from "./analyse.ts";
export { compile, type CompileOptions, type CompileResult } from "./compile.ts";
export { check, type CheckSourcesOptions } from "./check.ts";
export { checkPolicy, type CheckPolicyOptions, type CheckPolicyResult } from "./check-policy.ts";
export type { Level, Levels } from "./diagnostics/levels.ts";
export type { Timing } from "./tools/lint/lint.ts";
export type { PolicyType } from "./iam/policy-type.ts";
export { testPolicies, type PolicyTestResult, type TestPoliciesOptions, type TestPoliciesResult } from "./test-policies.ts";
export { coverPolicies, mutatePolicies, type CoverPoliciesResult, type MutatePoliciesResult } from "./measure-policies.ts";
export type {
  ActionCoverage,
  ConditionCoverage,
  CoverageCounts,
  DocumentCoverage,
  PolicyCoverage,
  Ratio,
  StatementCoverage,
} from "./measure/coverage.ts";
export type { DocumentMutation, MutationCounts, PolicyMutation, Survivor } from "./measure/mutation.ts";
export type { ChangeKind } from "./measure/changes.ts";
export type { IncludedStatement } from "./measure/places.ts";
export type { Witness } from "./measure/witness.ts";
export { coverageFindings, mutationFindings } from "./measure/findings.ts";
export { askDocument, askPolicy, type AskResult } from "./ask.ts";
export type { Answer, NearMiss, WrittenStatement } from "./subject.ts";
export { importPolicy, type ImportOptions, type ImportResult } from "./import-policy.ts";
export { canonicalize, type CanonicalizeOptions, type CanonicalizeResult } from "./canonicalize.ts";
export { format, type FormatOptions, type FormatResult } from "./tools/format/format.ts";
export { parse } from "./phases/1-parse/parse.ts";
export { memoryHost, type Host, type ReadProblem, type ReadResult } from "./host.ts";
export { embeddedCatalog } from "./embedded-catalog.ts";
export { createCatalog, type Catalog, type CatalogSource, type CatalogVersion } from "./catalog/catalog.ts";
export type { AccessLevel, Action, ConditionKey, ResourceType, Service } from "./catalog/catalog.ts";
export type { Diagnostic, Fix, Related, Severity } from "./diagnostics/diagnostic.ts";
export { diagnosticsToJson } from "./diagnostics/render/json.ts";
export { applyFixes } from "./fix.ts";
export type * as ast from "./ast/source.ts";
export type { EmittedFile } from "./phases/4-emit/emit.ts";
export type { ConditionTest, Effect, PatternSet, PolicyDocument, Statement } from "./iam/document.ts";
export type { PolicyJson, StatementJson } from "./iam/print.ts";
export { read as readPolicy, type ReadResult as PolicyReadResult } from "./iam/read.ts";
export { checkRequest, type RequestProblem } from "./tools/evaluate/check-request.ts";
export { decide, evaluate, prepare, type Decision, type Outcome, type Prepared } from "./tools/evaluate/decide.ts";
export { explainDecision, type Explanation, type Mismatch, type StatementReport } from "./tools/evaluate/explain.ts";
export type { Layer, Policies, StatementPlace } from "./tools/evaluate/policies.ts";
export type { ContextValue, Request } from "./tools/evaluate/request.ts";
export type { Edit } from "./text/edit.ts";
export type { Location, Source, Span } from "./text/source.ts";
export type { EntryFile } from "./load.ts";
