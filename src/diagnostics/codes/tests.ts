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
});
