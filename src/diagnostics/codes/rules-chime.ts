import { defineCodes } from "./define.ts";

/** Rules about mistakes that people make with Amazon Chime. */
export const chimeRules = defineCodes({
  "caller-impersonation": {
    code: "CP7201",
    severity: "security-warning",
    suppressible: true,
    message: (p: { resource: string }) => `whoever has this can act as any user of \`${p.resource}\``,
  },
});
