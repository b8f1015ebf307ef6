import packageJson from "../../../package.json" with { type: "json" };
import { isObject, parseObject } from "../../build/data.ts";
import { configName } from "../../config/config.ts";

/** A file of a new project: its text given what stands there already; undefined leaves it as it is. */
export interface InitFile {
  readonly path: string;
  readonly text: (standing: string | undefined) => string | undefined | Unfit;
}

/** Why nothing can be added to what stands there. */
interface Unfit {
  readonly problem: string;
}

/** Where a workflow of GitHub Actions goes, and where it runs. */
export interface WorkflowPlace {
  /** The root of the repository, from the folder of the project on; GitHub looks for workflows there and nowhere else. */
  readonly root: string;
  /** The folder of the project, from the root of the repository on; empty where they are one. */
  readonly project: string;
}

/** The files of a new project. What stands there already is added to, or left as it is, and never replaced. */
export function initFiles(workflow: WorkflowPlace | undefined): readonly InitFile[] {
  return [
    { path: configName, text: unlessThere(`${JSON.stringify(config, null, 2)}\n`) },
    { path: "policies/help-desk.chimepolicy", text: unlessThere(example) },
    { path: "package.json", text: addScripts },
    { path: ".gitattributes", text: addAttributes },
    { path: ".gitignore", text: unlessThere("node_modules/\n") },
    ...(workflow === undefined ? [] : [workflowFile(workflow)]),
  ];
}

function unlessThere(text: string): InitFile["text"] {
  return (standing) => (standing === undefined ? text : undefined);
}

const config = {
  $schema: "./node_modules/chimepolicy/schema/chimepolicy.config.json",
  files: ["policies/**/*.chimepolicy"],
  outDir: "policies/out",
};

const example = `import { Mfa, SecureTransport } from "std/conditions"

/// Answers the phone: looks people and meetings up, ends a meeting that went wrong.
role HelpDesk {
  allow chime:{ListMeetings, ListVoiceConnectors}
  allow chime:{GetMeeting, ListAttendees} on chime:meeting(*) when SecureTransport
  allow chime:DeleteMeeting on chime:meeting(*) when Mfa and SecureTransport
}

test "the help desk ends meetings with a second factor only" {
  expect HelpDesk can chime:DeleteMeeting
    on chime:meeting("m-1")
    with { aws:MultiFactorAuthPresent = true, aws:SecureTransport = true }
  expect HelpDesk cannot chime:DeleteMeeting
    on chime:meeting("m-1")
    with { aws:SecureTransport = true }
  expect HelpDesk cannot chime:GetMeeting
    on chime:meeting("m-1")
    with { aws:SecureTransport = false }
  expect HelpDesk can chime:{ListMeetings, ListVoiceConnectors}
  expect HelpDesk cannot chime:CreateMeeting
}
`;

const scripts: Readonly<Record<string, string>> = {
  "policies:build": "chimepolicy build",
  "policies:check": "chimepolicy check && chimepolicy build --check --locked",
  "policies:test": "chimepolicy test",
};

/** Adds scripts and the dependency to a `package.json`, with its own indentation and line ends. */
function addScripts(standing: string | undefined): ReturnType<InitFile["text"]> {
  const dependency = { [packageJson.name]: `^${packageJson.version}` };
  if (standing === undefined) return `${JSON.stringify({ private: true, scripts, devDependencies: dependency }, null, 2)}\n`;
  const [mark, body] = standing.startsWith("\uFEFF") ? ["\uFEFF", standing.slice(1)] : ["", standing];
  const parsed = parseObject(body);
  if (parsed === undefined) return { problem: "is no JSON object" };
  const { scripts: ownScripts = {}, dependencies = {}, devDependencies = {} } = parsed;
  if (!isObject(ownScripts)) return { problem: "has `scripts` that are no object" };
  if (!isObject(devDependencies)) return { problem: "has `devDependencies` that are no object" };
  const knows = [dependencies, devDependencies].some((one) => isObject(one) && Object.hasOwn(one, packageJson.name));
  const changed = {
    ...parsed,
    scripts: { ...scripts, ...ownScripts },
    ...(knows ? {} : { devDependencies: { ...devDependencies, ...dependency } }),
  };
  if (JSON.stringify(changed) === JSON.stringify(parsed)) return undefined;
  const indent = /\n([ \t]+)"/.exec(body)?.[1] ?? "  ";
  const text = `${mark}${JSON.stringify(changed, null, indent)}\n`;
  return body.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
}

const attributes = [
  "*.chimepolicy text eol=lf",
  "policies/out/*.json text eol=lf linguist-generated=true",
  "chimepolicy.lock.json text eol=lf linguist-generated=true",
];

function addAttributes(standing = ""): string | undefined {
  const lines = standing.split(/\r?\n/);
  const missing = attributes.filter((line) => !lines.includes(line));
  if (missing.length === 0) return undefined;
  const before = standing === "" || standing.endsWith("\n") ? standing : `${standing}\n`;
  return `${before}${missing.join("\n")}\n`;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
function workflowFile({ root, project }: WorkflowPlace): InitFile {
  const name = project === "" ? "policies" : `policies-${project.replaceAll(/[^\w.-]+/g, "-")}`;
  const folder = project === "" ? "" : `    defaults:\n      run:\n        working-directory: ${JSON.stringify(project)}\n`;
  return { path: `${root}/.github/workflows/${name}.yml`, text: unlessThere(workflowText(name, folder)) };
}

const workflowText = (name: string, folder: string): string => `name: ${name}
on: [push, pull_request]
permissions:
  contents: read
jobs:
  policies:
    runs-on: ubuntu-latest
${folder}    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - run: npm ci
      - run: npx chimepolicy check --format github
      - run: npx chimepolicy build --check --locked --format github
      - run: npx chimepolicy test --format github
`;
