import { defineCodes } from "./define.ts";

/** Rules about mistakes that people make with Amazon Chime. */
export const chimeRules = defineCodes({
  "caller-impersonation": {
    code: "CP7201",
    severity: "security-warning",
    suppressible: true,
    message: (p: { resource: string; who: string }) => `whoever has this can act as any ${p.who} of \`${p.resource}\``,
  },
  "missing-dependent-action": {
    code: "CP7202",
    severity: "warning",
    suppressible: true,
    message: (p: { action: string; dependents: string }) => `\`${p.action}\` also needs ${p.dependents}, which nothing here allows`,
  },
  "retired-action": {
    code: "CP7206",
    severity: "suggestion",
    suppressible: true,
    message: (p: { action: string; others: number }) =>
      `\`${p.action}\`${p.others === 0 ? "" : ` and ${p.others} more`} belong${p.others === 0 ? "s" : ""} to the Amazon Chime app, which ended on 20 February 2026`,
  },
  "all-of-chime": {
    code: "CP7205",
    severity: "warning",
    suppressible: true,
    message: (p: { pattern: string; writes: number }) =>
      `\`${p.pattern}\` on everything has the ${p.writes} actions that change Amazon Chime`,
  },
  "endpoint-without-connect": {
    code: "CP7207",
    severity: "suggestion",
    suppressible: true,
    message: (_: {}) => "the endpoint of messaging is of no use without `chime:Connect`, which nothing here allows",
  },
  "message-content": {
    code: "CP7204",
    severity: "suggestion",
    suppressible: true,
    message: (p: { pattern: string; action: string }) => `\`${p.pattern}\` reads what people wrote: \`${p.action}\` is in it`,
  },
  "missing-tag-session": {
    code: "CP7203",
    severity: "warning",
    suppressible: true,
    message: (p: { action: string; key: string }) =>
      `\`${p.action}\` is refused with the tags that \`${p.key}\` asks for: \`sts:TagSession\` is not allowed`,
  },
  "resource-outside-region": {
    code: "CP7208",
    severity: "warning",
    suppressible: true,
    message: (p: { type: string; region: string; isPattern: boolean }) =>
      p.isPattern
        ? `no Region of \`${p.region}\` has resources \`${p.type}/…\` of Chime`
        : `Chime has no \`${p.type}/…\` in \`${p.region}\``,
  },
  "untagged-action": {
    code: "CP7209",
    severity: "warning",
    suppressible: true,
    message: (p: { key: string; action: string; without: number; total: number; effect: "Allow" | "Deny" }) => {
      const never = p.effect === "Allow" ? "allowed" : "denied";
      return p.total === 1
        ? `\`${p.key}\` is never set for \`${p.action}\`, so it is never ${never} here`
        : `\`${p.key}\` is never set for ${p.without} of the ${p.total} actions of \`${p.action}\`, so they are never ${never} here`;
    },
  },
});
