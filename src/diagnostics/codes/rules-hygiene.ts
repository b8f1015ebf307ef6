import { defineCodes } from "./define.ts";

/** Rules about statements that do not work or say too much: most are checks of IAM Access Analyzer. */
export const hygieneRules = defineCodes({
  "redundant-action": {
    code: "CP7101",
    severity: "suggestion",
    aws: "REDUNDANT_ACTION",
    suppressible: true,
    message: (p: { action: string; by: string }) =>
      p.action === p.by ? `\`${p.action}\` is listed twice` : `\`${p.by}\` covers \`${p.action}\` already`,
  },
});
