import { UsageError } from "../console.ts";

/** Commands that the command line promises and does not have yet. */
const later: Readonly<Record<string, string>> = {
  diff: "compare what two versions grant",
  lsp: "the language server",
};

/** Refuses a command that is not there yet, whatever its options: it does nothing, and says so. */
export function refuseLater(name: string): void {
  if (!Object.hasOwn(later, name)) return;
  throw new UsageError(`\`chimepolicy ${name}\` (${later[name]}) is not available yet`, "`chimepolicy --help` lists what there is");
}
