import { defineCodes } from "./define.ts";

/** Findings about names, modules and what they stand for. */
export const nameCodes = defineCodes({
  "unknown-name": {
    code: "CP3001",
    severity: "error",
    message: (p: { name: string; wanted: string }) => `unknown ${p.wanted} \`${p.name}\``,
  },
  "wrong-kind": {
    code: "CP3002",
    severity: "error",
    message: (p: { name: string; found: string; wanted: string }) => `\`${p.name}\` is ${p.found}, but ${p.wanted} is needed here`,
  },
  "duplicate-name": {
    code: "CP3003",
    severity: "error",
    message: (p: { name: string }) => `\`${p.name}\` is declared twice`,
  },
  "shadowed-name": {
    code: "CP3004",
    severity: "error",
    message: (p: { name: string }) => `the parameter \`${p.name}\` hides another declaration of that name`,
  },
  "import-not-found": {
    code: "CP3005",
    severity: "error",
    message: (p: { from: string }) => `cannot find the module \`${p.from}\``,
  },
  "import-outside-root": {
    code: "CP3006",
    severity: "error",
    message: (p: { from: string }) => `\`${p.from}\` lies outside the project folder`,
  },
  "import-cycle": {
    code: "CP3007",
    severity: "error",
    message: (p: { path: string }) => `these modules import each other: ${p.path}`,
  },
  "unknown-import": {
    code: "CP3008",
    severity: "error",
    message: (p: { name: string; from: string }) => `\`${p.from}\` declares no \`${p.name}\``,
  },
  "unused-import": {
    code: "CP3009",
    severity: "warning",
    suppressible: true,
    message: (p: { name: string }) => `\`${p.name}\` is imported, but never used`,
  },
  "unused-declaration": {
    code: "CP3010",
    severity: "warning",
    suppressible: true,
    message: (p: { what: string; name: string }) => `the ${p.what} \`${p.name}\` is never used`,
  },
  "declaration-cycle": {
    code: "CP3011",
    severity: "error",
    message: (p: { path: string }) => `this declaration needs itself: ${p.path}`,
  },
  "differing-defaults": {
    code: "CP3023",
    severity: "warning",
    suppressible: true,
    message: (p: { name: string; module: string }) => `this default of \`${p.name}\` does not reach \`${p.module}\`, which has its own`,
  },
  "declaration-chain": {
    code: "CP3022",
    severity: "error",
    message: (p: { limit: number }) => `this declaration stands on a chain of more than ${p.limit} others`,
  },
  "unreadable-import": {
    code: "CP3012",
    severity: "error",
    message: (p: { from: string; why: string }) => `cannot read the module \`${p.from}\`: ${p.why}`,
  },
  "unused-parameter": {
    code: "CP3013",
    severity: "warning",
    suppressible: true,
    message: (p: { name: string }) => `the parameter \`${p.name}\` is never used`,
  },
  "wrong-arguments": {
    code: "CP3014",
    severity: "error",
    message: (p: { name: string; problem: string }) => `\`${p.name}\` ${p.problem}`,
  },
  "not-available-yet": {
    code: "CP3015",
    severity: "error",
    message: (p: { what: string }) => `${p.what} cannot be compiled yet`,
  },
  "duplicate-document": {
    code: "CP3016",
    severity: "error",
    message: (p: { name: string }) => `two documents of this build are named \`${p.name}\``,
  },
  "unknown-annotation": {
    code: "CP3017",
    severity: "error",
    message: (p: { name: string }) => `unknown annotation \`@${p.name}\``,
  },
  "wrong-annotation": {
    code: "CP3018",
    severity: "error",
    message: (p: { name: string; problem: string }) => `\`@${p.name}\` ${p.problem}`,
  },
  "unknown-suppression": {
    code: "CP3019",
    severity: "error",
    message: (p: { slug: string }) => `there is no finding \`${p.slug}\` to suppress`,
  },
  unsuppressible: {
    code: "CP3020",
    severity: "error",
    message: (p: { slug: string }) => `\`${p.slug}\` cannot be suppressed: what it finds has to be mended`,
  },
  "unused-suppression": {
    code: "CP3021",
    severity: "warning",
    message: (p: { slug: string }) => `this suppression of \`${p.slug}\` suppresses nothing`,
  },
});
