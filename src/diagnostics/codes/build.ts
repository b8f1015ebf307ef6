import { defineCodes } from "./define.ts";

/** Findings of a build about its project as a whole: what it grants against what was locked. */
export const buildCodes = defineCodes({
  "widened-grant": {
    code: "CP8001",
    severity: "security-warning",
    message: (p: { expression: string; effect: "Allow" | "Deny"; count: number }) =>
      p.effect === "Allow" ? changed(p, "grants", "more") : changed(p, "denies", "fewer"),
  },
  "narrowed-grant": {
    code: "CP8002",
    severity: "warning",
    message: (p: { expression: string; effect: "Allow" | "Deny"; count: number }) =>
      p.effect === "Allow" ? changed(p, "grants", "fewer") : changed(p, "denies", "more"),
  },
  "unlocked-grant": {
    code: "CP8003",
    severity: "error",
    message: (p: { expression: string }) => `the lock does not say what \`${p.expression}\` stands for`,
  },
  "stale-lock": {
    code: "CP8004",
    severity: "error",
    message: (_: {}) => "the lock speaks of wildcards that no policy has any more",
  },
  "invalid-lock": {
    code: "CP8006",
    severity: "error",
    message: (_: {}) => "this is no lock, so that nobody knows what was accepted",
  },
  "outdated-catalog": {
    code: "CP8005",
    severity: "error",
    message: (p: { wanted: string; installed: string }) =>
      `the project is written for catalog \`${p.wanted}\`, and \`${p.installed}\` is installed`,
  },
});

function changed({ expression, count }: { expression: string; count: number }, verb: string, how: string): string {
  return `\`${expression}\` ${verb} ${count} action${count === 1 ? "" : "s"} ${how} than when it was locked`;
}
