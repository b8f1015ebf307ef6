import { didYouMean, suggest } from "../../text/suggest.ts";
import { UsageError } from "./console.ts";

/** Options that take no value. */
const switchNames = [
  "color",
  "verbose",
  "version",
  "help",
  "fix",
  "fix-dry-run",
  "quiet",
  "update-baseline",
  "timing",
  "expand",
  "minify",
  "source-map",
  "force",
  "coverage",
  "mutate",
  "strict",
  "check",
  "locked",
  "github",
  "list",
];
/** Options that take one value, which cannot be given twice. */
const singleNames = [
  "out",
  "name",
  "format",
  "filter",
  "min",
  "on",
  "max-branches",
  "from",
  "policy-type",
  "max-warnings",
  "baseline",
  "env",
  "graph",
  "param-file",
  "service",
];
const valueOptions = [
  "-o",
  "--out",
  "--name",
  "--format",
  "--filter",
  "--min",
  "--on",
  "--with",
  "--param",
  "--max-branches",
  "--from",
  "--policy-type",
  "--rule",
  "--max-warnings",
  "--baseline",
  "--env",
  "--graph",
  "--param-file",
  "--service",
];

const everywhere = ["color", "help", "version"];
/** What a command knows, for suggestions only: the parser itself does not tell. */
const optionsByCommand: Readonly<Record<string, readonly string[]>> = {
  compile: ["out", "name", "expand", "minify", "source-map", "force", "param", "param-file", "max-branches", "env", "format"],
  build: ["env", "check", "locked", "list", "graph", "param", "param-file", "force", "format"],
  lock: ["env", "param", "param-file", "format"],
  init: ["github"],
  check: [
    "fix",
    "fix-dry-run",
    "policy-type",
    "rule",
    "max-warnings",
    "quiet",
    "baseline",
    "update-baseline",
    "timing",
    "param",
    "param-file",
    "max-branches",
    "env",
    "format",
  ],
  test: ["filter", "coverage", "mutate", "min", "param", "param-file", "max-branches", "env", "format"],
  can: ["on", "with", "force", "param", "param-file", "max-branches", "env", "format"],
  import: ["out", "name", "from", "strict", "force"],
  fmt: ["check"],
  canon: ["expand", "minify"],
  catalog: ["service", "format"],
};
const catalogCommands = ["show", "search", "diff"];

/** Stands for `-`, which the parser loses. No argument can hold this character. */
export const standardInputWord = "\0";

export interface Arguments {
  /** What to parse. */
  readonly words: readonly string[];
  /** The words that are options, as written, up to `--`. */
  readonly switches: ReadonlySet<string>;
  readonly command: string | undefined;
}

/** Looks over a command line before it is parsed, and refuses what the parser would take without a word. */
export function readArguments(argv: readonly string[], commands: readonly string[], refuseLater: (command: string) => void): Arguments {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  // Behind `--` everything is a file, and a path with `./` is one for the parser as well.
  const files = (end < 0 ? [] : argv.slice(end + 1)).map((word) => (word.startsWith("-") && word !== "-" ? `./${word}` : word));
  const all = [...words, ...files].map((word, index, list) =>
    word === "-" && !valueOptions.includes(list[index - 1] ?? "") ? standardInputWord : word,
  );
  const command = words.find((word, index) => !word.startsWith("-") && !valueOptions.includes(words[index - 1] ?? ""));
  const switches = new Set(words.filter((word) => word.startsWith("-")));
  if (switches.has("--version")) return { words: all, switches, command };
  if (command !== undefined) {
    refuseLater(command);
    if (!commands.includes(command) && command !== "help") throw unknownCommand(command, commands);
  }
  const given = new Set<string>();
  for (const word of words) {
    const [, no, name = "", value] = /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (value !== undefined && switchNames.includes(name))
      throw new UsageError(
        `\`--${no ?? ""}${name}\` takes no value`,
        `write \`--${name}\`${no === undefined ? "" : ` or \`--no-${name}\``}`,
      );
    if (no !== undefined && !switchNames.includes(name)) throw new UsageError(`unknown option \`${word}\``, commandHelp(argv));
    const single = word === "-o" ? "out" : name;
    if (!singleNames.includes(single)) continue;
    if (given.has(single)) throw new UsageError(`\`--${single}\` is given twice`);
    given.add(single);
  }
  return { words: all, switches, command };
}

function unknownCommand(command: string, commands: readonly string[]): UsageError {
  const help = command.endsWith(".chimepolicy")
    ? `say what to do with it: \`chimepolicy compile ${command}\` or \`chimepolicy check ${command}\``
    : (didYouMean(suggest(command, commands)) ?? "`chimepolicy --help` lists the commands");
  return new UsageError(`there is no command \`${command}\``, help);
}

/** The parser's words in ours. */
export function usageErrorOf(message: string, argv: readonly string[]): UsageError {
  const choices = /Argument: (\S+), Given: (.*), Choices: (.*)$/m.exec(message);
  if (choices !== null) {
    const [, option = "", given = "", known = ""] = choices;
    const value = given.replaceAll('"', "");
    return new UsageError(`\`--${option} ${value}\` is not known`, `choose ${known.replaceAll('"', "`").replace(/, (?=[^,]*$)/, " or ")}`);
  }
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message);
  if (unknown !== null) return unknownArgument(unknown[1]!.split(", ")[0]!, argv);
  const missing = /^(?:Not enough arguments following|Missing argument value): (\S+)/.exec(message);
  if (missing !== null)
    return new UsageError(`\`${missing[1]!.length === 1 ? "-" : "--"}${missing[1]!}\` needs a value`, commandHelp(argv));
  const apart = /^Arguments (\S+) and (\S+) are mutually exclusive/.exec(message);
  if (apart !== null) return new UsageError(`\`--${apart[1]!}\` and \`--${apart[2]!}\` do not go together`, "leave one of them out");
  if (message.startsWith("Not enough non-option arguments")) return new UsageError(missingPositional(argv), commandHelp(argv));
  return new UsageError(message === "" ? "the command is wrong" : message.charAt(0).toLowerCase() + message.slice(1), commandHelp(argv));
}

function unknownArgument(name: string, argv: readonly string[]): UsageError {
  const command = argv.find((word) => !word.startsWith("-")) ?? "";
  const written = argv.find((word) => word === `--${name}` || word.startsWith(`--${name}=`) || (name.length === 1 && /^-[^-]/.test(word)));
  if (written === undefined) {
    if (command === "catalog" && !argv.some((word) => catalogCommands.includes(word))) {
      return new UsageError(
        `there is no command \`catalog ${name}\``,
        didYouMean(suggest(name, catalogCommands).map((one) => `catalog ${one}`)) ?? commandHelp(argv),
      );
    }
    return new UsageError(`\`${name}\` is one argument too many`, commandHelp(argv));
  }
  const known = [...(optionsByCommand[command] ?? []), ...everywhere];
  const near = [...suggest(name, known), ...known.filter((one) => sorted(one) === sorted(name))].map((one) => `--${one}`);
  return new UsageError(
    `unknown option \`${written.startsWith("--") ? "--" : "-"}${name}\``,
    didYouMean([...new Set(near)]) ?? commandHelp(argv),
  );
}

/** Letters in another order are the slip that short names suffer most. */
function sorted(name: string): string {
  return Array.from(name).sort().join("");
}

/** What is missing of a command that needs something more, by its name. */
export const missingWords: Readonly<Record<string, string>> = {
  compile: "say which files to compile",
  check: "say which files to check",
  test: "say which files to test",
  can: "say which file, which policy or role, and which action to ask about",
  import: "say which policies to import",
  fmt: "say which files to format",
  canon: "say which file to bring to canonical form",
  show: "say what to show, such as `chime` or `chime:CreateMeeting`",
  search: "say what to look for",
  diff: "say which edition of the catalog to compare with",
};

function missingPositional(argv: readonly string[]): string {
  const word = argv.find((one) => Object.hasOwn(missingWords, one));
  return word === undefined ? "an argument is missing" : missingWords[word]!;
}

function commandHelp(argv: readonly string[]): string {
  const [command, ...others] = argv.filter((word) => !word.startsWith("-"));
  const known =
    command !== undefined && (Object.hasOwn(missingWords, command) || ["build", "lock", "init", "catalog", "explain"].includes(command));
  const sub = command === "catalog" && catalogCommands.includes(others[0] ?? "") ? ` ${others[0]}` : "";
  return known ? `\`chimepolicy ${command}${sub} --help\` shows how` : "`chimepolicy --help` shows the commands and their options";
}
