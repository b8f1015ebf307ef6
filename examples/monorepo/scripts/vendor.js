// Copies the policies of every dependency of the package in the working folder to `vendor/<name>`, since imports never leave a project.
import { cpSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const { dependencies = {} } = JSON.parse(readFileSync("package.json", "utf8"));

rmSync("vendor", { recursive: true, force: true });
for (const name of Object.keys(dependencies)) {
  const policies = fileURLToPath(import.meta.resolve(`${name}/policies`));
  cpSync(policies, `vendor/${name}`, { recursive: true });
}
