import { defineCodes } from "./define.ts";

/** Rules about policies that work and could be better. */
export const practiceRules = defineCodes({
  "unbounded-wildcard": {
    code: "CP7401",
    severity: "suggestion",
    suppressible: true,
    message: (p: { pattern: string; actions: number }) =>
      `\`${p.pattern}\` stands for ${p.actions} action${p.actions === 1 ? "" : "s"} today, and for what AWS adds`,
  },
  "unguarded-destruction": {
    code: "CP7402",
    severity: "suggestion",
    suppressible: true,
    message: (p: { action: string; by: string | undefined }) =>
      `nothing asks for a second factor before \`${p.action}\`${p.by === undefined ? "" : `, which \`${p.by}\` includes`}`,
  },
  "pass-role-without-service": {
    code: "CP7403",
    severity: "suggestion",
    suppressible: true,
    message: (p: { all: boolean }) =>
      `${p.all ? "all roles" : "the role"} may be passed to any service that takes ${p.all ? "them" : "it"}`,
  },
  "possible-dependent-action": {
    code: "CP7404",
    severity: "suggestion",
    suppressible: true,
    message: (p: { action: string; dependents: string }) => `\`${p.action}\` may also need ${p.dependents}, which nothing here allows`,
  },
  "key-use-without-service": {
    code: "CP7405",
    severity: "suggestion",
    suppressible: true,
    message: (p: { action: string }) => `\`${p.action}\` works with every key, for its holder and for no service in particular`,
  },
});
