import { removeEntries } from "../edits.ts";
import { privateTests } from "../private-addresses.ts";
import { statementRule } from "../rule.ts";
import { atValues, fixOf } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-private-ip-address-subset */
export const partlyPrivateSourceIp = statementRule("partly-private-source-ip", (statement, report) => {
  for (const { test, indexes, negated } of privateTests(statement)) {
    if (indexes.length === test.values.length) continue;
    const { written } = test;
    const places = written && indexes.map((index) => written.values[index]!);
    const edits = places && removeEntries(places, written.source, statement);
    report({ value: test.values[indexes[0]!]! }, statement, {
      ...atValues(test, indexes, "this range is private too"),
      aws: negated ? "PRIVATE_NOT_IP_ADDRESS_SUBSET" : "PRIVATE_IP_ADDRESS_SUBSET",
      ...fixOf(indexes.length === 1 ? "take it out" : "take them out", edits),
    });
  }
});
