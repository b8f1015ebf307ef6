import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { smallFiles, type SmallService } from "../catalog/small.ts";
import { useCommandLine, snapshot, type Run } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string): Promise<Run> => cli().run(["catalog", "diff", ...args], { cwd });

const chime = (...actions: SmallService["actions"]): Readonly<Record<string, SmallService>> => ({
  chime: { name: "Amazon Chime", actions },
  s3: { name: "Amazon S3", actions: [{ name: "GetObject", level: "read" }, { name: "PutObject" }] },
});
const inFolder = (folder: string, files: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...files].map(([name, text]) => [`${folder}/${name}.json`, text]));
const older = smallFiles("1", chime({ name: "DeleteMeeting" }, { name: "ListMeetings", level: "list" }));
const newer = smallFiles("2", {
  ...chime({ name: "ListMeetings", level: "read", dependentActions: ["s3:GetObject"] }, { name: "ListRooms", level: "list" }),
  s3: { name: "Amazon S3", actions: [{ name: "PutObject" }] },
});
const catalogs = { ...inFolder("old", older), ...inFolder("new", newer) };

describe("hosts/cli, catalog diff", () => {
  it("shows what changed, by service, with a line that counts, and is no failure", async () => {
    const folder = cli().folder(catalogs);
    const before = snapshot(folder);
    expect(await run(["old", "new"], folder)).toEqual({
      status: 0,
      err: "",
      out: `- catalog 1@2026-09-26+1@2026-09-26 of 2026-09-26 (old)
+ catalog 2@2026-09-26+2@2026-09-26 of 2026-09-26 (new)

Amazon Chime (chime)
  - chime:DeleteMeeting  write
  ~ chime:ListMeetings
      level: list → read
      dependent actions: + s3:GetObject
  + chime:ListRooms  list

Amazon S3 (s3)
  - s3:GetObject  read

2 services; actions: 1 added, 2 removed, 1 changed
`,
    });
    expect((await run(["old", "old"], folder)).out).toMatch(/\n\nthe two catalogs say the same\n$/);
    expect((await run(["old", "new", "--service", "S3"], folder)).out).toMatch(
      /\n\nAmazon S3 \(s3\)\n {2}- s3:GetObject {2}read\n\n1 service; actions: 1 removed\n$/,
    );
    expect((await run(["old", "new", "--color"], folder)).out).toContain("\u001B[32m+\u001B[39m chime:ListRooms");
    expect(snapshot(folder)).toEqual(before);
  });

  it("gives the same as JSON", async () => {
    const folder = cli().folder(catalogs);
    const { status, out } = await run(["old", "new", "--format", "json"], folder);
    expect(status).toBe(0);
    const json = JSON.parse(out) as { services: { service: string; actions: { added: unknown } }[]; documents?: unknown };
    expect(json).toMatchObject({
      before: { from: "old" },
      after: { from: "new" },
      summary: { actions: { added: 1, removed: 2, changed: 1 } },
    });
    expect(json.services.map(({ service }) => service)).toEqual(["chime", "s3"]);
    expect(json.services[0]!.actions.added).toEqual([{ name: "chime:ListRooms", level: "list" }]);
    expect(json.documents).toBeUndefined();
  });

  it("takes the installed catalog by its name, by its version and where nothing is said, and packages wherever they lie", async () => {
    const own = { "package/stdlib/catalog": "packed", "node_modules/chimepolicy/stdlib/catalog": "project", "stdlib/catalog": "package" };
    const folder = cli().folder(
      Object.assign(
        { "project/index.json": "{}" },
        ...Object.entries(own).map(([place, name]) => inFolder(`${name}/${place}`, older)),
      ) as Record<string, string>,
    );
    for (const name of Object.values(own))
      expect((await run([name, name], folder)).out).toContain(`(${name})\n\nthe two catalogs say the same\n`);
    for (const args of [
      ["installed"],
      ["installed", "installed"],
      [packageJson.version],
      [`chimepolicy@${packageJson.version}`, "installed"],
    ]) {
      const { out } = await run(args, folder);
      expect(out.match(/\(chimepolicy \S+, installed\)\n/g), args.join(" ")).toHaveLength(2);
      expect(out).toMatch(/\n\nthe two catalogs say the same\n$/);
    }
  });

  it("refuses what it has not at hand, and says how to get it", async () => {
    const folder = cli().folder({ ...catalogs, "chimepolicy-9.8.7.tgz": "", "a.json": "{}" });
    const fetching = "`npm pack chimepolicy@9.8.7 && tar xf chimepolicy-9.8.7.tgz`";
    const rows: readonly (readonly [args: readonly string[], message: string])[] = [
      [[], "error: say which edition of the catalog to compare with\n  help: `chimepolicy catalog diff --help` shows how\n"],
      [["9.8.7"], `error: chimepolicy 9.8.7 is not at hand\n  help: fetch it with ${fetching}, and name the folder \`package\`\n`],
      [["old", "chimepolicy@9.8.7"], `error: chimepolicy 9.8.7 is not at hand\n  help: fetch it with ${fetching}`],
      [["chimepolicy-9.8.7.tgz"], "error: `chimepolicy-9.8.7.tgz` is packed\n  help: unpack it with `tar xf chimepolicy-9.8.7.tgz`"],
      [["."], "error: there is no catalog in the folder `.`\n  help: name a folder with the files of one"],
      [["a.json"], "error: there is no catalog `a.json`\n  help: name a folder that has one, or `installed`"],
      [["old", ""], "error: the name of a catalog is empty\n"],
      [["old", "new", "--service", "chim"], "error: neither catalog has a service `chim`\n  help: did you mean `chime`?\n"],
      [["old", "new", "installed"], "error: `installed` is one argument too many\n"],
      [["old", "--servce", "x"], "error: unknown option `--servce`\n  help: did you mean `--service`?\n"],
    ];
    for (const [args, message] of rows) {
      const { status, out, err } = await run(args, folder);
      expect(err, args.join(" ")).toContain(message);
      expect({ status, out }).toEqual({ status: 2, out: "" });
    }
  });

  it("refuses a catalog of which files are damaged or missing, by its name, and takes it for no change", async () => {
    const folder = cli().folder(catalogs);
    const said = (why: string): string =>
      `error: cannot read the catalog \`new\`: the catalog file \`${why}\n  help: unpack or install it anew; only chimepolicy of that version or a later one reads the catalog of a version\n`;
    writeFileSync(join(folder, "new/chime.json"), newer.get("chime")!.replace("ListRooms:l", "ListRooms:x"));
    expect(await run(["old", "new"], folder)).toMatchObject({
      status: 2,
      out: "",
      err: said("chime` is damaged: `ListRooms:x000000` is no action"),
    });
    writeFileSync(join(folder, "new/chime.json"), newer.get("chime")!.slice(1));
    expect((await run(["new", "old"], folder)).err).toContain("`new`: the catalog file `chime` is damaged: it has ");
    rmSync(join(folder, "new/chime.json"));
    expect((await run(["old", "new"], folder)).err).toBe(said("chime` is damaged: it is missing"));
    writeFileSync(join(folder, "new/index.json"), "[]");
    expect((await run(["old", "new"], folder)).err).toBe(said("index` is damaged: it does not hold an object"));
  });

  it("says in a project which of its documents are touched", async () => {
    const folder = cli().folder({
      ...catalogs,
      "chimepolicy.config.json": '{ "files": "policies/*.chimepolicy", "parameters": { "room": { "env": "CHIMEPOLICY_ROOM" } } }',
      "policies/auditor.chimepolicy": "role Auditor {\n  allow chime:List* on *\n}\n",
      "policies/host.chimepolicy": "role Host {\n  allow chime:DeleteMeeting\n}\n",
      "policies/lister.chimepolicy": "role Lister {\n  allow chime:ListMeetings\n}\n",
      "policies/storage.chimepolicy":
        'param room: string = "a"\n\nrole Storage {\n  allow chime:{ListMeetings} when aws:PrincipalTag/room == room\n  deny s3:* on *\n}\n',
      "policies/none.chimepolicy": "role None {\n  allow s3:Put* on *\n}\n",
    });
    const { status, out, err } = await run(["../old", "../new", "--service", "chime"], join(folder, "policies"));
    expect(err).toBe("");
    expect(status).toBe(0);
    expect(out.slice(out.indexOf("4 of"))).toBe(`4 of 5 documents of this project are touched
  Auditor  auditor.chimepolicy:1:6
      widened: \`chime:List*\` grants 1 action more: chime:ListRooms
  Host  host.chimepolicy:1:6
      names that are gone: chime:DeleteMeeting
  Lister  lister.chimepolicy:1:6
      names of which something changed: chime:ListMeetings
  Storage  storage.chimepolicy:3:6
      names of which something changed: chime:ListMeetings

1 error more than with the first catalog
  error host.chimepolicy:2:9: unknown action \`chime:DeleteMeeting\`

1 service; actions: 1 added, 1 removed, 1 changed
`);
    const json = JSON.parse((await run(["old", "new", "--format", "json"], folder)).out) as { documents: object[]; errors: object[] };
    expect(json.documents[0]).toEqual({
      document: "Auditor",
      file: "policies/auditor.chimepolicy",
      widened: [{ effect: "Allow", expression: "chime:List*", actions: ["chime:ListRooms"] }],
      narrowed: [],
      gone: [],
      changed: [],
      rewritten: false,
    });
    expect(json.errors).toMatchObject([{ slug: "unknown-action", file: "policies/host.chimepolicy" }]);
  });
});
