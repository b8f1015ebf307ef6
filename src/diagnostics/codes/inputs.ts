import { defineCodes } from "./define.ts";

/** Findings about what is handed to the compiler: files and parameters. */
export const inputCodes = defineCodes({
  "missing-parameter": {
    code: "CP5001",
    severity: "error",
    message: (p: { name: string }) => `the parameter \`${p.name}\` has no value`,
  },
  "unknown-parameter": {
    code: "CP5002",
    severity: "error",
    message: (p: { name: string }) => `no file declares the parameter \`${p.name}\``,
  },
  "empty-file": {
    code: "CP5003",
    severity: "warning",
    message: (_: {}) => "this file declares nothing",
  },
  "unknown-setting": {
    code: "CP5004",
    severity: "error",
    message: (p: { name: string; parent: string }) => `${p.parent} has no setting \`${p.name}\``,
  },
  "invalid-setting": {
    code: "CP5005",
    severity: "error",
    message: (p: { problem: string }) => p.problem,
  },
  "stale-baseline-entry": {
    code: "CP5010",
    severity: "warning",
    suppressible: true,
    message: (p: { rule: string; file: string; number: number }) =>
      `${p.number === 1 ? "a finding" : `${p.number} findings`} of \`${p.rule}\` in \`${p.file}\` ${p.number === 1 ? "is" : "are"} gone, and the baseline still holds ${p.number === 1 ? "it" : "them"}`,
  },
});
