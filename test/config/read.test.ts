import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { configName } from "../../src/config/config.ts";
import { readConfig } from "../../src/config/read.ts";
import { configSchema } from "../../src/config/schema.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { applyFixes } from "../../src/fix.ts";

const read = (text: string): ReturnType<typeof readConfig> => readConfig({ uri: configName, text });
const said = ({ slug, message, location: { source, start, end } }: Diagnostic): string =>
  `${slug} at ${source.text.slice(start, end)}: ${message}`;

describe("config/read", () => {
  it("gives what every setting says", () => {
    const config = {
      $schema: "./node_modules/chimepolicy/schema/chimepolicy.config.json",
      files: ["policies/**/*.chimepolicy", "!policies/drafts/**"],
      outDir: "dist",
      parameters: { account: "111122223333", regions: ["us-east-1", "eu-central-1"], most: 3, strict: true },
      environments: { prod: { outDir: "dist/prod", parameters: { account: { env: "AWS_ACCOUNT" }, least: -0.25 } } },
      rules: { "caller-impersonation": "error", "redundant-action": "off" },
      catalog: "2026.9.26",
      limits: { branches: 128, documents: 20, size: 10_240 },
    };
    expect(read(JSON.stringify(config))).toEqual({ config, diagnostics: [] });
  });

  it("takes one glob for a list of one, and nothing for everything as it is", () => {
    expect(read('{ "files": "a.chimepolicy" }').config).toEqual({ files: ["a.chimepolicy"] });
    expect(read("{}").config).toEqual({});
  });

  it("takes any characters, which IAM would not", () => {
    expect(read('{ "files": "политики/**" }').config).toEqual({ files: ["политики/**"] });
  });

  it.each([
    ["[]", "invalid-setting at []: the configuration takes an object"],
    ['{ "outdir": "x" }', 'unknown-setting at "outdir": the configuration has no setting `outdir`'],
    ['{ "outDir": 1 }', "invalid-setting at 1: `outDir` takes a text"],
    ['{ "outDir": "/srv/out" }', 'invalid-setting at "/srv/out": `outDir` takes the path of a folder from this file on, as `out`'],
    ['{ "outDir": "C:\\\\out" }', 'invalid-setting at "C:\\\\out": `outDir` takes the path of a folder from this file on, as `out`'],
    ['{ "outDir": "" }', 'invalid-setting at "": `outDir` takes the path of a folder from this file on, as `out`'],
    [
      '{ "parameters": { "account": 012345678901 } }',
      "invalid-json at 012345678901: JSON has no number that begins with 0; write it as a text, in quotation marks",
    ],
    ['{ "files": [1] }', "invalid-setting at [1]: `files` takes a text or a list of texts"],
    ['{ "parameters": { "a": { "b": 1 } } }', 'unknown-setting at "b": `a` has no setting `b`'],
    [
      '{ "parameters": { "a": null } }',
      'invalid-setting at null: `a` takes a text, a number, `true`, `false`, a list of these, or `{ "env": "VARIABLE" }`',
    ],
    ['{ "parameters": { "a": {} } }', "invalid-setting at {}: `a` has no `env`"],
    ['{ "parameters": { "a": { "env": 1 } } }', "invalid-setting at 1: `env` takes a text"],
    [
      '{ "parameters": { "a": { "env": "$A" } } }',
      'invalid-setting at "$A": `env` takes a name of letters, digits and `_`, which begins with no digit',
    ],
    ['{ "parameters": { "a": [1e30] } }', "invalid-setting at 1e30: `a` has a number that would be rounded; write it as a text"],
    ['{ "parameters": { "1 a": 1 } }', 'invalid-setting at "1 a": `1 a` is no name for an entry of `parameters`'],
    ['{ "environments": { "prod": { "files": "x" } } }', 'unknown-setting at "files": `prod` has no setting `files`'],
    [
      '{ "rules": { "unknown-action": "fatal" } }',
      'invalid-setting at "fatal": `unknown-action` takes `off`, `suggestion`, `warning`, `security-warning`, `error`',
    ],
    ['{ "rules": { "redundant-acton": "off" } }', 'invalid-setting at "redundant-acton": there is no rule `redundant-acton`'],
    [
      '{ "rules": { "malformed-arn": "off" } }',
      'invalid-setting at "malformed-arn": the level of `malformed-arn` cannot be chosen: what it finds has to be mended',
    ],
    ['{ "limits": { "branches": 0 } }', "invalid-setting at 0: `branches` takes a whole number from 1 to 999,999"],
    ['{ "limits": { "branches": 1.5 } }', "invalid-setting at 1.5: `branches` takes a whole number from 1 to 999,999"],
    ['{ "outDir": "a", "outDir": "b" }', 'invalid-setting at "outDir": `outDir` is set twice'],
    ['{ "__proto__": {} }', 'unknown-setting at "__proto__": the configuration has no setting `__proto__`'],
    ["{} {}", "invalid-setting at {: the configuration ends before this"],
    ['{ "outDir": "a", }', "invalid-json at ,: JSON has no comma before a closing bracket"],
    ["", "invalid-setting at : the configuration is empty; it is a JSON object, `{}` at least"],
  ])("says of %s what is wrong, and where", (text, expected) => {
    const { config, diagnostics } = read(text);
    expect(diagnostics.map(said)).toEqual([expected]);
    expect(config).toBeUndefined();
  });

  it("mends a name that is nearly right", () => {
    const { diagnostics } = read('{ "outdir": "x", "rules": { "redundant-acton": "off" } }');
    const mended = applyFixes(diagnostics).get(configName)!;
    expect(read(mended).config).toEqual({ outDir: "x", rules: { "redundant-action": "off" } });
  });

  it("never lets a strange name reach the prototype", () => {
    const { config } = read('{ "parameters": { "__proto__": "x" } }');
    expect(Object.getPrototypeOf(config!.parameters)).toBe(Object.prototype);
    expect(Object.keys(config!.parameters!)).toEqual(["__proto__"]);
  });

  it.each([
    '{ "parameters": { "account": { "env": "AWS_ACCOUNT" }, "rooms": ["blue", 1, true] } }',
    '{ "parameters": { "account": {} } }',
    '{ "parameters": { "account": { "env": "1A" } } }',
    '{ "parameters": { "account": { "env": "A", "or": "B" } } }',
    '{ "parameters": { "account": [["a"]] } }',
    '{ "environments": { "prod": { "parameters": { "account": { "env": "PROD" } } } } }',
    '{ "outDir": 1 }',
    '{ "limits": { "branches": 0 } }',
  ])("takes %s where the schema for editors does", (text) => {
    const validate = new Ajv().compile(configSchema());
    expect(read(text).config !== undefined).toBe(validate(JSON.parse(text)));
  });
});
