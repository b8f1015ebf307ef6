import { networkContains, parseNetwork } from "../../iam/networks.ts";
import type { LintStatement, LintTest } from "./subject.ts";
import { privateNetworks } from "./tables/private-networks.ts";
import { indexesOf } from "./values.ts";

/** A test of `aws:SourceIp` that names private addresses. */
export interface PrivateTest {
  readonly test: LintTest;
  /** Which of its values are private. */
  readonly indexes: readonly number[];
  readonly negated: boolean;
}

/** The tests of a statement that hold the address of a request from the internet against private ones. */
export function privateTests({ tests }: LintStatement): readonly PrivateTest[] {
  return tests.flatMap((test) => {
    if (test.keyName !== "aws:sourceip" || test.parsed.base.family !== "IpAddress") return [];
    const indexes = indexesOf(test.values, isPrivate);
    return indexes.length === 0 ? [] : [{ test, indexes, negated: test.parsed.base.negated }];
  });
}

function isPrivate(text: string): boolean {
  const network = parseNetwork(text);
  return network !== undefined && privateNetworks.some((range) => networkContains(range, network));
}
