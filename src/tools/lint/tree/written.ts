import type { JsonNode } from "../../../iam/read/node.ts";
import { elementsOf, memberOf, membersOf } from "../../../iam/read/walk.ts";
import { parseOperator, type Operator } from "../../../iam/operators.ts";

/** A policy's JSON as it is written, for what no longer shows once it is read. */
export interface WrittenPolicy {
  readonly root: JsonNode;
  readonly version: JsonNode | undefined;
  readonly statements: readonly WrittenStatement[];
}

export interface WrittenStatement {
  readonly node: JsonNode;
  readonly get: (element: string) => JsonNode | undefined;
  readonly tests: readonly WrittenTest[];
}

/** One key under one operator of a condition. */
export interface WrittenTest {
  readonly operatorName: JsonNode;
  /** Undefined where IAM has no such operator. */
  readonly operator: Operator | undefined;
  readonly key: JsonNode;
  readonly value: JsonNode;
}

/** Takes a policy's tree apart; what is not of the form of a policy is left out. */
export function writtenPolicy(root: JsonNode): WrittenPolicy {
  const statements = elementsOf(memberOf(root, "Statement")).map((node) => ({
    node,
    get: (element: string) => memberOf(node, element),
    tests: membersOf(memberOf(node, "Condition")).flatMap(([operatorName, tests]) => {
      const operator = parseOperator(operatorName.value as string);
      return membersOf(tests).map(([key, value]) => ({ operatorName, operator, key, value }));
    }),
  }));
  return { root, version: memberOf(root, "Version"), statements };
}

/** The texts of a statement in which IAM replaces policy variables. */
export function textsWithVariables({ get, tests }: WrittenStatement): readonly JsonNode[] {
  const values = [
    get("Resource"),
    get("NotResource"),
    ...tests.flatMap(({ operator, value }) => (operator?.base.variables ? [value] : [])),
  ];
  return values.flatMap((value) => elementsOf(value).filter((node) => node.type === "string" && String(node.value).includes("${")));
}
