import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCatalog } from "../../src/hosts/node.ts";
import { compile } from "../../src/index.ts";
import { createHome, hasBundlers, runNode, type Home } from "./support.ts";

const bundlers = ["rollup", "rolldown", "vite", "esbuild", "webpack", "rspack"] as const;

/** What is asked of a program in `programs/`. */
interface Request {
  readonly input: string;
  readonly output: string;
  readonly options?: object;
  readonly edit?: { readonly path: string; readonly text: string };
  readonly cache?: string;
}

interface Answer {
  readonly warnings: readonly string[];
  readonly error?: string;
  readonly loc?: object;
  readonly frame?: string;
  readonly location?: object;
}

const helpDesk = `import { Reading } from "./parts/reading"

role HelpDesk {
  include Reading
  allow chime:CreateMeeting
}
`;
const reading = "policy Reading {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n";
const twoRoles = "role Host { allow chime:CreateMeeting }\nrole Note-taker { allow chime:ListMeetings }\n";
const account = "param account: account\n\nrole Own {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n";
/** Each of these lines takes more than half of the size that the configuration allows. */
const large = `role Large {
  allow chime:{GetMeeting, DeleteMeeting} on chime:meeting("11111111-1111-1111-1111-111111111111")
  allow chime:{GetMeeting, CreateAttendee} on chime:meeting("22222222-2222-2222-2222-222222222222")
}
`;

/** The folders with programs that import sources, each with what is asked. */
const stories = {
  default: {
    files: {
      "main.js":
        'import policy, { HelpDesk } from "./help-desk.chimepolicy";\nexport const same = policy === HelpDesk;\nexport { policy };\n',
      "help-desk.chimepolicy": helpDesk,
      "parts/reading.chimepolicy": reading,
    },
  },
  names: {
    files: {
      "main.js": 'import { Host, "Note-taker" as noteTaker } from "./roles.chimepolicy";\nexport { Host, noteTaker };\n',
      "roles.chimepolicy": twoRoles,
    },
  },
  parts: {
    files: {
      "main.js": 'export { "Large.1" as first, "Large.2" as second } from "./large.chimepolicy";\n',
      "large.chimepolicy": large,
      "chimepolicy.config.json": '{ "limits": { "size": 256 } }',
    },
  },
  environment: {
    files: {
      "main.js": 'export { default as policy } from "./policies/own.chimepolicy";\n',
      "policies/own.chimepolicy": account,
      "chimepolicy.config.json": '{ "environments": { "prod": { "parameters": { "account": "111122223333" } } } }',
    },
    options: { env: "prod" },
  },
  parameters: {
    files: { "main.js": 'export { default as policy } from "./own.chimepolicy";\n', "own.chimepolicy": account },
    options: { parameters: { account: "444455556666" } },
  },
  mistakes: {
    files: {
      "main.js": 'import policy from "./help-desk.chimepolicy";\nexport { policy };\n',
      "help-desk.chimepolicy": helpDesk,
      "parts/reading.chimepolicy": "policy Reading {\n  allow chime:GetMeting on chime:meeting(*)\n  deny chime:Nothing\n}\n",
    },
  },
  place: {
    files: {
      "main.js": 'import policy from "./é.chimepolicy";\nexport { policy };\n',
      "é.chimepolicy": 'role Host {\n  allow chime:GetMeeting on chime:meeting("é"), chime:meting(*)\n}\n',
    },
  },
  warning: {
    files: {
      "main.js": 'export { default as policy } from "./help-desk.chimepolicy";\n',
      "help-desk.chimepolicy": 'import { Mfa } from "std/conditions"\nrole HelpDesk { allow chime:CreateMeeting }\n',
    },
  },
  missing: {
    files: { "main.js": 'import policy from "./roles.chimepolicy";\nexport const copy = { policy };\n', "roles.chimepolicy": twoRoles },
  },
  nothing: {
    files: { "main.js": 'import "./actions.chimepolicy";\n', "actions.chimepolicy": "actions A = chime:GetMeeting\n" },
  },
  "unknown environment": {
    files: {
      "main.js": 'import "./own.chimepolicy";\n',
      "own.chimepolicy": account,
      "chimepolicy.config.json": '{ "environments": { "prod": {} } }',
    },
    options: { env: "prd" },
  },
  "wrong configuration": {
    files: { "main.js": 'import "./own.chimepolicy";\n', "own.chimepolicy": account, "chimepolicy.config.json": '{ "parametres": {} }' },
  },
  "other catalog": {
    files: {
      "main.js": 'import "./roles.chimepolicy";\n',
      "roles.chimepolicy": twoRoles,
      "chimepolicy.config.json": '{ "catalog": "0.0.1" }',
    },
  },
  "wrong parameter": {
    files: { "main.js": 'import "./own.chimepolicy";\n', "own.chimepolicy": account },
    options: { parameters: { account: "1" } },
  },
  "unknown parameter": {
    files: { "main.js": 'import "./own.chimepolicy";\n', "own.chimepolicy": account.replace("account\n", 'account = "*"\n') },
    options: { parameters: { acount: "444455556666" } },
  },
  edited: {
    files: {
      "main.js": 'export { default as policy } from "./help-desk.chimepolicy";\n',
      "help-desk.chimepolicy": helpDesk,
      "parts/reading.chimepolicy": reading,
    },
    edit: { path: "parts/reading.chimepolicy", text: reading.replace("GetMeeting", "{GetMeeting, ListAttendees}") },
  },
} satisfies Record<string, { files: Record<string, string>; options?: object; edit?: { path: string; text: string } }>;

type Story = keyof typeof stories;

const answers = new Map<string, Answer>();
const outputs = new Map<string, string>();
let home: Home;

describe.skipIf(!hasBundlers())("the plugins of bundlers", () => {
  beforeAll(async () => {
    home = await createHome();
    await Promise.all(
      bundlers.map(async (bundler) => {
        const names = Object.keys(stories) as Story[];
        const requests = names.map((name): Request => {
          const story: { files: Record<string, string>; options?: object; edit?: { path: string; text: string } } = stories[name];
          const folder = home.folder(story.files);
          const output = join(folder, "built", "out.mjs");
          outputs.set(`${bundler} ${name}`, output);
          return {
            input: join(folder, "main.js"),
            output,
            ...(story.options === undefined ? {} : { options: story.options }),
            ...(story.edit === undefined ? {} : { edit: { ...story.edit, path: join(folder, story.edit.path) } }),
          };
        });
        const program = join(home.path, "programs", `${bundler}.mjs`);
        const { out, err, status } = await runNode([program, JSON.stringify(requests)], home.path);
        expect(status, err).toBe(0);
        for (const [index, answer] of (JSON.parse(out.split("\n").at(-1)!) as Answer[]).entries())
          answers.set(`${bundler} ${names[index]!}`, answer);
      }),
    );
  }, 120_000);
  afterAll(() => home.remove());

  describe.each(bundlers)("%s", (bundler) => {
    const answerTo = (story: Story): Answer => answers.get(`${bundler} ${story}`)!;
    const built = async (story: Story): Promise<Readonly<Record<string, unknown>>> => {
      expect(answerTo(story).error).toBeUndefined();
      return (await import(pathToFileURL(outputs.get(`${bundler} ${story}`)!).href)) as Readonly<Record<string, unknown>>;
    };

    it("gives the only document of a source as the default, and under its name", async () => {
      const { policy, same } = await built("default");
      const files = [
        { uri: "help-desk.chimepolicy", text: helpDesk },
        { uri: "parts/reading.chimepolicy", text: reading },
      ];
      expect(policy).toEqual(documentsOf(files)["HelpDesk"]);
      expect(same).toBe(true);
    });

    it("gives several documents under their names, whatever these are", async () => {
      const { Host, "Note-taker": noteTaker } = documentsOf([{ uri: "roles.chimepolicy", text: twoRoles }]);
      const { Host: host, noteTaker: second } = await built("names");
      expect([host, second]).toEqual([Host, noteTaker]);
    });

    it("gives the parts of a role that one document does not hold", async () => {
      const options = { limits: { size: 256, documents: 10 } };
      const { "Large.1": one, "Large.2": two } = documentsOf([{ uri: "large.chimepolicy", text: large }], options);
      const { first, second } = await built("parts");
      expect([first, second]).toEqual([one, two]);
      expect(two).toBeDefined();
    });

    it.each([
      ["environment", "111122223333"],
      ["parameters", "444455556666"],
    ] as const)("takes values of parameters from the %s", async (story, value) => {
      const parameters = { account: value };
      expect((await built(story))["policy"]).toEqual(documentsOf([{ uri: "own.chimepolicy", text: account }], { parameters })["Own"]);
    });

    it("fails with all that is wrong in a source and what it imports", () => {
      const { error = "", frame = "" } = answerTo("mistakes");
      const text = `${error}\n${frame}`;
      expect(text).toContain("unknown action `chime:GetMeting`");
      expect(text).toContain("did you mean `chime:GetMeeting`?");
      expect(text).toContain("allow chime:GetMeting on chime:meeting(*)");
      expect(text).toContain("parts/reading.chimepolicy");
      expect(text).toContain("unknown action `chime:Nothing`");
    });

    it("shows a warning with its place", () => {
      const { warnings } = answerTo("warning");
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain("`Mfa` is imported, but never used");
      expect(warnings[0]).toContain("help-desk.chimepolicy");
      expect(warnings[0]).toContain('import { Mfa } from "std/conditions"');
    });

    it("refuses the import of a default that a source does not have, and names what it has", () => {
      const { error, warnings } = answerTo("missing");
      expect(error).toMatch(/default/);
      const text = [error, ...warnings].join("\n");
      expect(text).toContain("Host");
      expect(text).toContain("Note-taker");
    });

    it("refuses a source that gives no document", () => {
      expect(answerTo("nothing").error).toContain("gives no document");
    });

    it("refuses an environment that the configuration does not have", () => {
      const { error } = answerTo("unknown environment");
      expect(error).toContain("there is no environment `prd`");
      expect(error).toContain("did you mean `prod`?");
    });

    it("refuses a configuration that is wrong, at its place", () => {
      const { error = "", frame = "" } = answerTo("wrong configuration");
      expect(error).toContain("parametres");
      expect(`${error}\n${frame}`).toContain("did you mean `parameters`?");
      expect(error).toContain("chimepolicy.config.json");
    });

    it("refuses another catalog than the configuration names", () => {
      expect(answerTo("other catalog").error).toContain("0.0.1");
    });

    it("refuses an option for a parameter that no source declares", () => {
      const { error } = answerTo("unknown parameter");
      expect(error).toContain("declares the parameter `acount`: did you mean `account`?");
    });

    it("says of a value that does not fit that it is one of the options", () => {
      const { error = "", frame = "", loc } = answerTo("wrong parameter");
      expect(`${error}\n${frame}`).toContain('`account` takes an account of 12 digits or `*`, not "1"');
      expect(JSON.stringify([error, frame, loc, answerTo("wrong parameter").location])).toContain("-- parameter account of the plugin");
    });

    it("builds again when a file changes that the source imports", async () => {
      const { policy } = await built("edited");
      const files = [
        { uri: "help-desk.chimepolicy", text: helpDesk },
        { uri: "parts/reading.chimepolicy", text: stories.edited.edit.text },
      ];
      expect(policy).toEqual(documentsOf(files)["HelpDesk"]);
    });
  });

  it("tells Rollup and esbuild the place of a finding", () => {
    const line = '  allow chime:GetMeeting on chime:meeting("é"), chime:meting(*)';
    const column = line.indexOf("chime:meting");
    expect(answers.get("rollup place")!.loc).toMatchObject({ line: 2, column });
    expect(answers.get("esbuild place")!.location).toMatchObject({
      line: 2,
      column: column + 1,
      length: "chime:meting".length,
      lineText: line,
    });
  });

  it("takes no module from a cache of webpack that was made with other options", async () => {
    const folder = home.folder({
      "main.js": stories.environment.files["main.js"],
      "policies/own.chimepolicy": account,
      "chimepolicy.config.json":
        '{ "environments": { "a": { "parameters": { "account": "111122223333" } }, "b": { "parameters": { "account": "444455556666" } } } }',
    });
    const requests = ["a", "b", "a"].map((env, index): Request => ({
      input: join(folder, "main.js"),
      output: join(folder, "built", `${index}.mjs`),
      options: { env },
      cache: join(folder, "cache"),
    }));
    const { err, status } = await runNode([join(home.path, "programs/webpack.mjs"), JSON.stringify(requests)], home.path);
    expect(status, err).toBe(0);
    const texts = requests.map(({ output }) => /\d{12}/.exec(readFileSync(output, "utf8"))?.[0]);
    expect(texts).toEqual(["111122223333", "444455556666", "111122223333"]);
  });
});

type Files = readonly { readonly uri: string; readonly text: string }[];

/** The documents that the compiler gives, as values by name. */
function documentsOf(files: Files, options: object = {}): Readonly<Record<string, unknown>> {
  const host = { read: (uri: string) => ({ text: files.find((file) => file.uri === uri)!.text }) };
  const result = compile(files.slice(0, 1), { host, catalog: nodeCatalog(), ...options });
  expect(result.diagnostics).toEqual([]);
  return Object.fromEntries(result.files.map(({ name, text }) => [name, JSON.parse(text) as unknown]));
}
