import { describe, expect, it } from "vitest";
import type { syntaxCodes } from "../../src/diagnostics/codes/syntax.ts";
import { read } from "./help.ts";

const samples: Record<keyof typeof syntaxCodes, string> = {
  "unexpected-token": "role R { allow == }",
  "unexpected-character": "role R { allow chime:Get\u00A7 }",
  "unterminated-string": 'let x = "open',
  "invalid-escape": 'let x = "\\q"',
  "invalid-interpolation": 'let x = "${a b}"',
  "bidirectional-character": "// \u202E",
  "nesting-too-deep": `let x = ${"[".repeat(101)}${"]".repeat(101)}`,
  "clause-order": "role R { allow chime:A when Mfa on * }",
  "repeated-clause": "role R { allow chime:A on * on * }",
  "ambiguous-except": "actions A = chime:*, s3:* except chime:Get*",
  "missing-comma": "actions A = chime:A chime:B",
  "unclosed-bracket": "role R {",
  "too-many-syntax-errors": `role R { ${"alow chime:A ".repeat(101)} }`,
  "unopened-bracket": "role R {} }",
  "foreign-syntax": "role R { allow chime:A; }",
  "ambiguous-block": "role R { allow chime:A on * when Mfa { } }",
};

describe("syntax codes", () => {
  it.each(Object.entries(samples))("%s is found", (slug, text) => {
    expect(new Set(read(text).diagnostics.map((diagnostic) => diagnostic.slug))).toContain(slug);
  });
});
