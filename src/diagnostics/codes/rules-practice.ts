import { defineCodes } from "./define.ts";

/** Rules about policies that work and could be better. */
export const practiceRules = defineCodes({
  "possible-dependent-action": {
    code: "CP7404",
    severity: "suggestion",
    suppressible: true,
    message: (p: { action: string; dependents: string }) => `\`${p.action}\` may also need ${p.dependents}, which nothing here allows`,
  },
});
