import type { CommandModule } from "yargs";
import { UsageError } from "../console.ts";

/** Commands that the command line promises and does not have yet: each says so, and does nothing. */
const names: Readonly<Record<string, string>> = {
  build: "compile a whole project as its configuration says",
  fmt: "format sources",
  import: "IAM JSON to source",
  test: "run policy tests",
  can: "ask whether a role may do something",
  diff: "compare what two versions grant",
  init: "set up a new project",
  lsp: "the language server",
};

export const laterCommands: readonly CommandModule<object, object>[] = Object.keys(names).map((name) => ({
  command: `${name} [arguments..]`,
  describe: false,
  builder: (yargs) => yargs.strict(false),
  handler: () => {
    throw new UsageError(`\`chimepolicy ${name}\` (${names[name]}) is not available yet`, "`chimepolicy --help` lists what there is");
  },
}));
