import type { CheckedExpectation, CheckedPolicyTest } from "../../ast/checked.ts";
import type { ResolvedModule } from "../../ast/resolved.ts";
import type { AccessExpectation, TestDeclaration } from "../../ast/source.ts";
import { locate } from "../../text/source.ts";
import { evaluateContext } from "./context.ts";
import type { DocumentOf } from "./documents.ts";
import { evaluateString } from "./evaluate.ts";
import { createFrame, type Frame, type Session } from "./frame.ts";
import { evaluateRequests } from "./requests.ts";

/** The policy tests of a module, each with the requests that its expectations ask about. */
export function checkTests({ module }: ResolvedModule, session: Session, documentOf: DocumentOf): readonly CheckedPolicyTest[] {
  const frame = createFrame(session, module);
  return module.declarations.flatMap((declaration) =>
    declaration.kind === "TestDeclaration" ? [checkTest(declaration, frame, documentOf)] : [],
  );
}

function checkTest({ title, body }: TestDeclaration, frame: Frame, documentOf: DocumentOf): CheckedPolicyTest {
  const expectations: CheckedExpectation[] = [];
  let unproven = false;
  let complete = true;
  for (const expectation of body) {
    if (expectation.kind === "AccessExpectation") {
      const checked = checkExpectation(expectation, frame, documentOf);
      if (checked === undefined) complete = false;
      else expectations.push(checked);
    } else {
      unproven = true;
      frame.report("proof-not-available", {}, expectation);
    }
  }
  const name = evaluateString(title, frame);
  return {
    name: name.kind === "string" ? (name.raw ?? name.text) : "",
    location: locate(frame.module.source, title),
    expectations,
    unproven,
    complete,
  };
}

function checkExpectation(expectation: AccessExpectation, frame: Frame, documentOf: DocumentOf): CheckedExpectation | undefined {
  const subject = documentOf(expectation.subject, frame);
  const requests = evaluateRequests(expectation, frame);
  const context = evaluateContext(expectation.context, frame);
  if (subject === undefined || subject.incomplete.length > 0 || requests === undefined || context === undefined) return undefined;
  const { start, end } = expectation.subject;
  return {
    subject,
    subjectName: frame.module.source.text.slice(start, end),
    allowed: expectation.allowed,
    requests,
    context,
    location: locate(frame.module.source, { start: expectation.start, end: expectation.end }),
  };
}
