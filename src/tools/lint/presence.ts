import type { Fix } from "../../diagnostics/diagnostic.ts";
import { contains, locate } from "../../text/source.ts";
import { needsKey } from "./reach.ts";
import { presentKeys } from "./tables/present-keys.ts";
import type { LintStatement, LintTest } from "./subject.ts";

/** Whether it is known of a key that a request may lack it: keys of all services, of tags and of sessions; what a call must pass, it has. */
export function mayBeMissing(keyName: string): boolean {
  return /^(aws|saml|sts):|^[^:]*\.[^:]*:|tag\/|^kms:encryptioncontextkeys$/.test(keyName) && !presentKeys.has(keyName);
}

/** Whether a statement makes sure that a request has the key of a test; tags that a request must have say that it has tag keys. */
export function isRequired({ keyName }: LintTest, { tests }: LintStatement): boolean {
  return tests.some(
    (other) => needsKey(other) && (other.keyName === keyName || (keyName === "aws:tagkeys" && other.keyName.startsWith("aws:requesttag/"))),
  );
}

/** The fix that has a key be there, for a test that the author wrote in the statement itself; it narrows what is allowed. */
export function requireKey({ location, key }: LintTest, statement: LintStatement): readonly Fix[] {
  const { source, start, end } = location;
  const written = source.text.slice(start, end);
  const isPlain = contains(statement.location, location) && /^(all )?[\w-]+:/.test(written) && /( not | != |^all )/.test(written);
  if (!isPlain) return [];
  return [
    { title: `ask for \`${key}\` to exist`, edits: [{ location: locate(source, { start: end, end }), newText: ` and ${key} exists` }] },
  ];
}
