import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/iam/document.ts";
import { read } from "../../src/iam/read.ts";
import { decide, evaluate, prepare, type Outcome } from "../../src/tools/evaluate/decide.ts";
import type { Request } from "../../src/tools/evaluate/request.ts";
import { corpus } from "../iam/support/corpus.ts";

interface Case {
  readonly name: string;
  readonly policies: readonly unknown[];
  readonly request: Request;
  readonly context: NonNullable<Request["context"]>;
  readonly expected: Outcome;
  readonly secondOpinion: Outcome;
  readonly likelyReason: readonly string[];
}

describe("cases that others decided", () => {
  const agreed = corpus("eval-generated.jsonl") as unknown as readonly Case[];
  it.skipIf(agreed.length === 0)("are decided the same, prepared and not, where two evaluators agree", () => {
    for (const one of agreed) expect([one.name, ...outcomes(one)]).toEqual([one.name, one.expected, one.expected]);
  });

  const disputed = corpus("eval-disputed.jsonl") as unknown as readonly Case[];
  it.skipIf(disputed.length === 0)("are decided as docs/evaluation.md says where the two differ", () => {
    const explained = /^(wildcard in the resource-type part of an ARN|NotResource with a policy variable that has no value)/;
    for (const one of disputed) {
      expect([one.name, ...outcomes(one)]).toEqual([one.name, one.secondOpinion, one.secondOpinion]);
      for (const reason of one.likelyReason) expect(reason).toMatch(explained);
    }
  });
});

function outcomes({ policies, request, context }: Case): readonly Outcome[] {
  const identity = policies.map(documentOf);
  const whole = { ...request, context };
  return [evaluate({ identity }, whole).outcome, decide(prepare({ identity }), whole).outcome];
}

/** Without Sids, of which one case has the same twice. */
function documentOf(policy: unknown): PolicyDocument {
  return read(JSON.stringify(policy, (key, value: unknown) => (key === "Sid" ? undefined : value))).document!;
}
