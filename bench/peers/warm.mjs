/** Runs one tool: a first call, a warm-up, then batches; prints milliseconds a call. `node warm.mjs '{"tool": …}'` */
import { tools } from "./tools.mjs";

const given = JSON.parse(process.argv[2]);
const call = await tools[given.tool](given);

const time = async (calls) => {
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const result = call();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / calls;
};

const first = await time(1);
let last = first;
for (const end = performance.now() + given.warmUp; performance.now() < end;) last = await time(Math.max(1, Math.ceil(2 / last)));
const batches = [];
for (const end = performance.now() + given.budget; performance.now() < end || batches.length < 3;)
  batches.push(await time(Math.max(1, Math.ceil(2 / last))));
batches.sort((a, b) => a - b);
const median = batches[batches.length >> 1];
process.stdout.write(JSON.stringify({ first, median, peak: process.resourceUsage().maxRSS / 1024 }));
