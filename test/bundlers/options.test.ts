import { describe, expect, it } from "vitest";
import { chimepolicy as forEsbuild } from "../../src/hosts/bundler/esbuild.ts";
import { chimepolicy as forRollup } from "../../src/hosts/bundler/rollup.ts";
import { problemOfOptions } from "../../src/hosts/bundler/options.ts";

describe("hosts/bundler/options", () => {
  it.each([
    [{ parametres: {} }, "chimepolicy has no option `parametres`: did you mean `parameters`?"],
    [{ mode: "prod" }, "chimepolicy has no option `mode`: there are `env`, `parameters`, `types`"],
    [{ env: 1 }, "the option `env` of chimepolicy takes a text"],
    [{ types: "yes" }, "the option `types` of chimepolicy takes `true` or `false`"],
    [{ parameters: ["a"] }, "the option `parameters` of chimepolicy takes an object with values by name"],
    [
      { parameters: { account: undefined } },
      "the option `parameters` of chimepolicy has `undefined` for `account`: give it a value, or leave it out",
    ],
    [
      { parameters: { account: { env: "ACCOUNT" } } },
      "`account` in the option `parameters` of chimepolicy takes a text, a number, `true`, `false` or a list of these",
    ],
    [
      { parameters: { account: null } },
      "`account` in the option `parameters` of chimepolicy takes a text, a number, `true`, `false` or a list of these",
    ],
    ["prod", "the options of chimepolicy are no object"],
  ])("says of %j what is wrong", (options, problem) => {
    expect(problemOfOptions(options)).toBe(problem);
  });

  it("takes what the types allow", () => {
    expect(problemOfOptions({})).toBeUndefined();
    const parameters = { account: "111122223333", rooms: ["a", "b"], most: 3, strict: true };
    expect(problemOfOptions({ env: undefined, parameters, types: true })).toBeUndefined();
  });

  it.each([forRollup, forEsbuild])("stops a plugin from being made with them", (plugin) => {
    const misspelt: object = { parametres: { account: "111122223333" } };
    expect(() => plugin(misspelt)).toThrow("chimepolicy has no option `parametres`: did you mean `parameters`?");
  });
});
