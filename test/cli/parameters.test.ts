import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useCommandLine, snapshot, type Run } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  cli().run(args, { cwd, env });

const source = `param room: string = "any"
param account: account = "*"

role Auditor {
  allow chime:GetMeeting on chime:meeting(room)
}

test "the room is the one that was given" {
  expect Auditor can chime:GetMeeting on chime:meeting("blue")
}
`;
const projectWith = (config: object, files: Readonly<Record<string, string>> = {}): string =>
  cli().folder({ "chimepolicy.config.json": JSON.stringify(config), "a.chimepolicy": source, ...files });
/** The room of the document that a command compiles. */
const roomOf = (text: string): string | undefined => /meeting\/([^"]*)"/.exec(text)?.[1];

describe("hosts/cli, values of build parameters", () => {
  it("come from the configuration, its environment, a file and the command line, each before the one before it", async () => {
    const config = {
      parameters: { room: "configured" },
      environments: { prod: { parameters: { room: "prod" } }, ci: { parameters: { room: { env: "ROOM" } } } },
    };
    const folder = projectWith(config, { "values.json": '{ "room": "filed" }' });
    const layers: readonly (readonly [args: readonly string[], room: string])[] = [
      [[], "configured"],
      [["--env", "prod"], "prod"],
      [["--env", "ci"], "variable"],
      [["--env", "prod", "--param-file", "values.json"], "filed"],
      [["--env", "ci", "--param-file", "values.json"], "filed"],
      [["--env", "prod", "--param-file", "values.json", "--param", "room=typed"], "typed"],
      [["--param", "room=typed", "--param-file", "values.json"], "typed"],
    ];
    for (const [args, room] of layers) {
      const compiled = await run(["compile", "a.chimepolicy", ...args], folder, { ROOM: "variable" });
      expect(roomOf(compiled.out), args.join(" ")).toBe(room);
      expect((await run(["build", "--force", ...args], folder, { ROOM: "variable" })).status, args.join(" ")).toBe(0);
      const built = join(folder, "out", args[0] === "--env" ? args[1]! : "", "Auditor.json");
      expect(roomOf(readFileSync(built, "utf8")), args.join(" ")).toBe(room);
    }
  });

  it("reach check, test and can from a file as well", async () => {
    const folder = cli().folder({ "a.chimepolicy": source, "blue.json": '{ "room": "blue" }', "red.json": '{ "room": "red" }' });
    expect((await run(["test", "a.chimepolicy", "--param-file", "blue.json"], folder)).status).toBe(0);
    expect((await run(["test", "a.chimepolicy", "--param-file", "red.json"], folder)).status).toBe(1);
    const question = ["can", "a.chimepolicy", "Auditor", "chime:GetMeeting", "--on", "arn:aws:chime:us-east-1:111122223333:meeting/blue"];
    expect((await run([...question, "--param-file", "blue.json"], folder)).status).toBe(0);
    expect((await run([...question, "--param-file", "red.json"], folder)).status).toBe(1);
    writeFileSync(join(folder, "wrong.json"), '{ "account": "12" }');
    expect((await run(["check", "a.chimepolicy", "--param-file", "wrong.json"], folder)).err).toContain("at wrong.json:1:14\n");
  });

  it("are held against their types in the same words, wherever they come from, and nothing is built", async () => {
    const wrong = 'error[CP2033] `account` takes an account of 12 digits or `*`, not "12" (type-mismatch)\n  at ';
    const plain = projectWith({}, { "values.json": '{\n  "account": "12"\n}' });
    const configured = projectWith({ parameters: { account: "12" } });
    const variable = projectWith({ parameters: { account: { env: "ACCOUNT" } } });
    const ways: readonly (readonly [folder: string, args: readonly string[], place: string])[] = [
      [plain, ["--param", "account=12"], "--param account:1:9\n"],
      [plain, ["--param-file", "values.json"], "values.json:2:14\n"],
      [configured, [], "-- parameter account of the configuration:1:9\n"],
      [variable, [], "-- environment variable ACCOUNT:1:9\n"],
    ];
    for (const [folder, args, place] of ways) {
      const before = snapshot(folder);
      for (const command of [["build"], ["compile", "a.chimepolicy"]]) {
        const { status, err } = await run([...command, ...args], folder, { ACCOUNT: "12" });
        expect(err, `${command[0]} ${args.join(" ")}`).toContain(`${wrong}${place}`);
        expect(status).toBe(1);
      }
      expect(snapshot(folder)).toEqual(before);
    }
  });

  it("have one meaning as a text of a variable, of a file and of the command line", async () => {
    const typed = `param most: number
param strict: bool
param rooms: string[]

role Auditor {
  allow chime:GetMeeting on chime:meeting(rooms) when aws:MultiFactorAuthAge < most and aws:SecureTransport == strict
}
`;
    const values = { most: "3600", strict: "true", rooms: "blue, red" };
    const parameters = { most: { env: "MOST" }, strict: { env: "STRICT" }, rooms: { env: "ROOMS" } };
    const own = { "a.chimepolicy": typed };
    const data = JSON.stringify({ most: 3600, strict: true, rooms: ["blue", "red"] });
    const folder = projectWith({}, { ...own, "texts.json": JSON.stringify(values), "data.json": data });
    const variables = { MOST: values.most, STRICT: values.strict, ROOMS: values.rooms };
    const ways = [
      await run(
        ["compile", "a.chimepolicy", ...Object.entries(values).flatMap(([name, value]) => ["--param", `${name}=${value}`])],
        folder,
      ),
      await run(["compile", "a.chimepolicy", "--param-file", "texts.json"], folder),
      await run(["compile", "a.chimepolicy", "--param-file", "data.json"], folder),
      await run(["compile", "a.chimepolicy"], projectWith({ parameters }, own), variables),
      await run(["compile", "a.chimepolicy"], projectWith({ parameters: values }, own)),
    ];
    expect(ways.map(({ status, err }) => ({ status, err }))).toEqual(ways.map(() => ({ status: 0, err: "" })));
    expect(new Set(ways.map(({ out }) => out)).size).toBe(1);
    expect(ways[0]!.out).toContain('"aws:MultiFactorAuthAge": "3600"');
    expect(ways[0]!.out).toContain("meeting/red");
  });

  it("never fall back to a default where the variable is not set, or empty", async () => {
    const folder = projectWith({ parameters: { room: { env: "CHIMEPOLICY_ROOM" } } });
    const unset = [
      "error[CP5001] the parameter `room` has no value (missing-parameter) at a.chimepolicy:1:7 ",
      "help: the configuration takes it from the environment variable `CHIMEPOLICY_ROOM`: set that",
    ];
    for (const variables of [{}, { CHIMEPOLICY_ROOM: "" }]) {
      for (const command of [["build"], ["compile", "a.chimepolicy"], ["test", "a.chimepolicy"]]) {
        const { status, err, out } = await run(command, folder, variables);
        expect({ status, out }).toEqual({ status: 1, out: "" });
        for (const text of unset) expect(err.replaceAll(/\s+/g, " ")).toContain(text);
      }
    }
    // Checking needs no value, and one that is given needs no variable.
    expect(await run(["check", "a.chimepolicy"], folder)).toMatchObject({ status: 0 });
    for (const command of ["build", "lock"]) expect((await run([command, "--param", "room=blue"], folder)).status).toBe(0);
  });

  it("are read from no variable that the configuration does not name", async () => {
    const folder = projectWith({ parameters: { room: "$ROOM" } });
    const { out } = await run(["compile", "a.chimepolicy"], folder, { ROOM: "variable", room: "variable", PARAM_ROOM: "variable" });
    expect(roomOf(out)).toBe("$ROOM");
    const inherited = projectWith({ parameters: { room: { env: "toString" } } });
    expect((await run(["compile", "a.chimepolicy"], inherited)).err).toContain("CP5001");
  });

  it("from a file that no source declares are an error with the nearest name, at their place", async () => {
    const folder = projectWith({}, { "values.json": '{\n  "acount": "111122223333"\n}' });
    for (const command of [["build"], ["compile", "a.chimepolicy"]]) {
      const { status, err } = await run([...command, "--param-file", "values.json"], folder);
      expect(status).toBe(1);
      expect(err).toContain("error[CP5002] no file declares the parameter `acount` (unknown-parameter)\n  at values.json:2:3\n");
      expect(err).toContain("help: did you mean `account`?");
    }
  });

  it("are refused with one message where their file is not right", async () => {
    const contents: readonly (readonly [text: string | Uint8Array, message: string])[] = [
      ["{", "error: values.json:1:2: a `}` is missing here\n"],
      ["", "error: values.json:1:1: the file of parameters is empty; it is a JSON object, `{}` at least\n"],
      ["[]", "error: values.json:1:1: the file of parameters takes an object\n"],
      ['"a"', "error: values.json:1:1: the file of parameters takes an object\n"],
      ['{ "a": null }', "error: values.json:1:8: `a` takes a text, a number, `true`, `false` or a list of these\n"],
      ['{ "a": [[1]] }', "error: values.json:1:8: `a` takes a text, a number, `true`, `false` or a list of these\n"],
      ['{ "a": { "env": "A" } }', "error: values.json:1:8: `a` takes a text, a number, `true`, `false` or a list of these\n"],
      ['{\n"a": 1, "a": 2 }', "error: values.json:2:9: `a` is set twice\n"],
      ['{ "a b": 1 }', "error: values.json:1:3: `a b` is no name for an entry of the file of parameters\n"],
      ['{ "a": 12345678901234567890 }', "error: values.json:1:8: `a` has a number that would be rounded; write it as a text\n"],
      [new Uint8Array([0xff, 0xfe]), "error: `values.json` is not UTF-8 text\n"],
    ];
    for (const [text, message] of contents) {
      const folder = cli().folder({ "a.chimepolicy": source, "values.json": text });
      const got = await run(["compile", "a.chimepolicy", "--param-file", "values.json"], folder);
      expect(got, message).toEqual({ status: 2, out: "", err: message });
    }
  });
});
