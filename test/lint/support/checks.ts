import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CodeDefinition } from "../../../src/diagnostics/codes/define.ts";
import { codes } from "../../../src/diagnostics/codes/index.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";

/** Whether a finding has a name of Access Analyzer that the row of its code does not list. */
export function isUnlisted({ slug, aws }: Diagnostic): boolean {
  return aws !== undefined && ![(codes[slug] as CodeDefinition<never>).aws].flat().includes(aws);
}

/** One check of IAM Access Analyzer, with a policy that triggers it. */
export interface Check {
  readonly code: string;
  readonly findingType: "ERROR" | "WARNING" | "SECURITY_WARNING" | "SUGGESTION";
  readonly appliesToIdentity: boolean;
  readonly policyTypes: string;
  readonly offline: string;
  readonly policy?: unknown;
  readonly text?: string;
  /** What the policy is, where it is too long to be written down. */
  readonly generate?: string;
}

/** The checks that apply to identity policies. */
export function identityChecks(): readonly Check[] {
  return allChecks().filter(({ appliesToIdentity }) => appliesToIdentity);
}

/** All checks; none, with a notice, where the list is missing. */
export function allChecks(): readonly Check[] {
  const path = fileURLToPath(new URL("../../../../shared/reference/access-analyzer-checks.json", import.meta.url));
  if (!existsSync(path)) {
    // oxlint-disable-next-line no-console -- the notice is the point
    console.log("skipped: access-analyzer-checks.json is not here");
    return [];
  }
  return JSON.parse(readFileSync(path, "utf8")) as readonly Check[];
}

/** The text of the policy of a check. */
export function textOf({ code, text, policy, generate }: Check): string {
  if (text !== undefined) return text;
  if (policy !== undefined) return JSON.stringify(policy);
  const size = Number(/more than ([\d,]+) non-white-space/.exec(generate ?? "")?.[1]?.replace(",", ""));
  if (Number.isNaN(size)) throw new Error(`${code} has no policy: ${generate}`);
  const meeting = (index: number): string => `arn:aws:chime:us-east-1:123456789012:meeting/${String(index).padStart(36, "0")}`;
  const Resource = Array.from({ length: Math.ceil(size / meeting(0).length) }, (_, index) => meeting(index));
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "chime:GetMeeting", Resource }] });
}
