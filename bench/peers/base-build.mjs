// What every build of many files does: reads each, parses it, prints it, writes it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const [from, to] = process.argv.slice(2);
mkdirSync(to, { recursive: true });
for (const name of readdirSync(from)) {
  const value = JSON.parse(readFileSync(`${from}/${name}`, "utf8"));
  writeFileSync(`${to}/${name}`, JSON.stringify(value, null, 2));
}
