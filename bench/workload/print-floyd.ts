import type { Role } from "./model.ts";

/** A script that builds the same statements with iam-floyd and prints them, as its users write them. */
export function floydScript(roles: readonly Role[], packagePath: string): string {
  const blocks = roles.map(({ statements }) => {
    const built = statements.map(({ effect, actions, resources, conditions }) => {
      const calls = [
        effect === "allow" ? "allow()" : "deny()",
        ...actions.map((name) => `to${name}()`),
        `on(${resources.map(({ text }) => JSON.stringify(text)).join(", ")})`,
        ...conditions.map(
          ({ key, operator, values }) => `if(${JSON.stringify(key)}, ${JSON.stringify(values)}, ${JSON.stringify(operator)})`,
        ),
      ];
      return `new Statement.Chime().${calls.join(".")}.toJSON()`;
    });
    return `console.log(JSON.stringify({ Version: "2012-10-17", Statement: [\n  ${built.join(",\n  ")}\n] }, null, 2));`;
  });
  return `const { Statement } = require(${JSON.stringify(packagePath)});\n${blocks.join("\n")}\n`;
}
