import { createHash } from "node:crypto";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { stablePaths } from "../../stable-path.ts";

/** A short name of a text, a different one for each. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Names what a finding is about, whatever its line. */
export type PathOf = (diagnostic: Diagnostic) => string;

export function createPathOf(): PathOf {
  const pathOf = stablePaths(fingerprint);
  return ({ location }) => pathOf(location);
}
