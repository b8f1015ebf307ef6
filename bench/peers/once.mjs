/** Calls one tool once and prints what that took, or times one way of loading data. `node once.mjs '{"tool": …}'` */
import { loads, tools } from "./tools.mjs";

const given = JSON.parse(process.argv[2]);
const load = loads[given.tool];
const result = load === undefined ? await callOnce() : await load(given);
process.stdout.write(JSON.stringify({ ...result, peak: process.resourceUsage().maxRSS / 1024 }));

async function callOnce() {
  const call = await tools[given.tool](given);
  const start = performance.now();
  await call();
  return { first: performance.now() - start };
}
