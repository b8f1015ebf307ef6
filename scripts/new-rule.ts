/** Begins a rule of the linter: its file, its code, its page and its lines in the lists. `npm run new-rule -- NAME --family hygiene|chime|security|practice` */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What rules are about, and where the code of the first one of each family stands. */
const families = {
  hygiene: { table: "hygieneRules", first: 7101 },
  chime: { table: "chimeRules", first: 7201 },
  security: { table: "securityRules", first: 7301 },
  practice: { table: "practiceRules", first: 7401 },
} as const;
type Family = keyof typeof families;

const folders = {
  codes: "src/diagnostics/codes",
  docs: "src/diagnostics/docs",
  lint: "src/tools/lint",
  list: "test/diagnostics/codes.txt",
};

/** The files that a new rule makes or changes below a root, by path. */
export function newRule(root: string, name: string, family: Family): ReadonlyMap<string, string> {
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  if (!/^[a-z]+(-[a-z]+)+$/.test(name))
    throw new Error(`\`${name}\` is no name of a rule: it says the finding in small letters, as in \`redundant-action\``);
  const table = `${folders.codes}/rules-${family}.ts`;
  const known = knownCodes(readdirSync(join(root, folders.codes)).map((file) => read(`${folders.codes}/${file}`)));
  if (known.has(name)) throw new Error(`there is a finding \`${name}\` already: ${known.get(name)}`);
  const code = `CP${nextFree(family, known)}`;
  const local = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const row = `  "${name}": {\n    code: "${code}",\n    severity: "warning",\n    suppressible: true,\n    message: (_: {}) => "say here in one line what is wrong",\n  },\n`;
  const list = [...read(folders.list).trimEnd().split("\n"), `${code} ${name}`].toSorted();
  return new Map([
    [table, read(table).replace(/\}\);\n*$/, `${row}});\n`)],
    [`${folders.lint}/rules/${name}.ts`, ruleText(name, local)],
    [`${folders.lint}/all-rules.ts`, withRule(read(`${folders.lint}/all-rules.ts`), name, local, code, known)],
    [`${folders.docs}/${code}.md`, pageText(name, code)],
    [folders.list, `${list.join("\n")}\n`],
  ]);
}

/** The code of each finding, as the tables have them. */
function knownCodes(tables: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    tables.flatMap((text) => [...text.matchAll(/^ {2}"([a-z-]+)": \{\n {4}code: "(CP\d{4})"/gm)].map(([, slug, code]) => [slug!, code!])),
  );
}

/** The first number of a family that no code has. */
function nextFree(family: Family, known: ReadonlyMap<string, string>): number {
  const taken = new Set(Array.from(known.values(), (code) => Number(code.slice(2))));
  let number: number = families[family].first;
  while (taken.has(number)) number += 1;
  return number;
}

/** The list of rules with one more, in the order of codes. */
function withRule(text: string, name: string, local: string, code: string, known: ReadonlyMap<string, string>): string {
  const codeOf = (line: string): string =>
    known.get(/\w+/.exec(line)![0].replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)) ?? "";
  const imports = [...text.matchAll(/^import \{ \w+ \} from "\.\/rules\/[^"]+";\n/gm)].map(([line]) => line);
  const entries = [...text.matchAll(/^ {2}\w+,\n/gm)].map(([line]) => line);
  const own = { import: `import { ${local} } from "./rules/${name}.ts";\n`, entry: `  ${local},\n` };
  const before = imports.findLast((line) => line < own.import);
  const previous = entries.findLast((line) => codeOf(line) < code);
  const withImport = before === undefined ? text.replace(imports[0]!, own.import + imports[0]!) : text.replace(before, before + own.import);
  return previous === undefined
    ? withImport.replace(entries[0]!, own.entry + entries[0]!)
    : withImport.replace(previous, previous + own.entry);
}

function ruleText(name: string, local: string): string {
  return `import { statementRule } from "../rule.ts";

/** Say here which law of IAM this holds statements against, and link AWS's page about it. */
export const ${local} = statementRule("${name}", (statement, report) => {
  if (statement.effect !== "Allow" || !statement.onEverything) return;
  report({}, statement, { help: "say here what to write instead" });
});
`;
}

function pageText(name: string, code: string): string {
  return `# ${code} ${name}

Say here why this is wrong, and what comes of it.

## Wrong

\`\`\`chimepolicy
role MeetingHost {
  allow chime:CreateMeeting
}
\`\`\`

## Right

\`\`\`chimepolicy
role MeetingHost {
  allow chime:GetMeeting on chime:meeting(*)
}
\`\`\`

## How to fix

Say here what to write instead.

Suppressible: yes, say here when it is right all the same.
Source: [Say here which page](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html)
`;
}

function main(): void {
  const { values, positionals } = parseArgs({ options: { family: { type: "string" } }, allowPositionals: true });
  const [name, ...others] = positionals;
  const { family = "" } = values;
  if (name === undefined || others.length > 0 || !Object.hasOwn(families, family))
    throw new Error(`write \`npm run new-rule -- NAME --family ${Object.keys(families).join("|")}\``);
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  for (const [path, text] of newRule(root, name, family as Family)) {
    const isNew = !existsSync(join(root, path));
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`${isNew ? "wrote  " : "changed"} ${path}`);
  }
  console.log(
    "Next: the rule, its message, its page with examples that run as tests; then `npm run generate` and `npx vitest run test/diagnostics`.",
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
