import type { BaseOperator } from "../../../iam/operators.ts";
import { networkContains, parseNetwork } from "../../../iam/networks.ts";
import { compileRead, type ValueTest } from "./value-test.ts";

/** Addresses and networks; those of IPv4 lie in none of IPv6, nor the other way round. */
export function compileNetworks(_: BaseOperator, values: readonly string[]): ValueTest {
  return compileRead(values, parseNetwork, (given, wanted) => networkContains(wanted, given));
}
