import packageJson from "../../../package.json" with { type: "json" };
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { pages } from "../../diagnostics/pages.generated.ts";
import { sarifLog } from "../../diagnostics/render/sarif.ts";
import { createPathOf, fingerprint } from "./known-by.ts";

/** The text of a SARIF log of findings. */
export function writeSarif(diagnostics: readonly Diagnostic[], fileOf: (uri: string) => string): string {
  const pathOf = createPathOf();
  const log = sarifLog(diagnostics, {
    version: packageJson.version,
    fileOf,
    pageOf: (slug) => pages[slug] ?? slug,
    fingerprintOf: (diagnostic) => fingerprint(`${fileOf(diagnostic.location.source.uri)}\n${diagnostic.slug}\n${pathOf(diagnostic)}`),
  });
  return `${JSON.stringify(log, null, 2)}\n`;
}
