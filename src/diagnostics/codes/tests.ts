import { defineCodes } from "./define.ts";

/** Findings of policy tests: what was expected and is not so. */
export const testCodes = defineCodes({
  "expectation-failed": {
    code: "CP6001",
    severity: "error",
    message: (p: { subject: string; action: string; resource: string; outcome: "Allow" | "ExplicitDeny" | "ImplicitDeny" }) => {
      const what = `\`${p.action}\`${p.resource === "*" ? "" : ` on \`${p.resource}\``}`;
      if (p.outcome === "Allow") return `\`${p.subject}\` is allowed ${what}`;
      return `\`${p.subject}\` is not allowed ${what}${p.outcome === "ExplicitDeny" ? ": a statement denies it" : ""}`;
    },
  },
  // From here on: not what a test says, but what it leaves unsaid.
  "untested-part": {
    code: "CP6011",
    severity: "warning",
    message: (p: { subject: string; lacks: string }) => `no expectation about \`${p.subject}\` ${p.lacks}`,
  },
  "unnoticed-change": {
    code: "CP6012",
    severity: "warning",
    message: (p: { subject: string; change: string }) => `no test notices when \`${p.subject}\` ${p.change}`,
  },
});
