import type { Expectation, Module, Statement } from "../../../src/ast/source.ts";
import { normalNode, readModule } from "./normal.ts";

/** A text with suppressions before statements and expectations that are chosen, each with a reason of its own. */
export function withSuppressions(text: string, choose: (index: number) => boolean): string {
  const starts = annotated(readModule(text)).flatMap(({ start }, index) => (choose(index) ? [{ start, reason: `why ${index}` }] : []));
  return starts
    .toReversed()
    .reduce((whole, { start, reason }) => `${whole.slice(0, start)}@suppress("unknown-action", "${reason}")\n${whole.slice(start)}`, text);
}

/** What each suppression is attached to, by its reason: what the statement says, without what is annotated. */
export function suppressionsOf(module: Module): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    annotated(module).flatMap((node) =>
      node.annotations
        .filter(({ name }) => name.text === "suppress")
        .map((annotation) => [JSON.stringify(normalNode(annotation.arguments)), normalNode({ ...node, annotations: [] })] as const),
    ),
  );
}

/** All statements and expectations, in text order. */
function annotated({ declarations }: Module): readonly (Statement | Expectation)[] {
  const inner = (node: Statement | Expectation): readonly (Statement | Expectation)[] =>
    node.kind === "BlockStatement" ? [node, ...node.body.flatMap(inner)] : [node];
  return declarations.flatMap((declaration) => ("body" in declaration ? declaration.body.flatMap(inner) : []));
}
