import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chimepolicy } from "chimepolicy/vite";
import { createLogger, createServer } from "vite";

/**
 * Runs Vite's server over a folder, and does what the steps say: `{ get }` asks for a module as a browser does, `{ write, text }` writes a
 * file and waits for what the server tells its clients. The last line of the output is what came of each step.
 */
const [root, steps] = process.argv.slice(2);
const server = await createServer({
  root,
  configFile: false,
  customLogger: createLogger("silent"),
  plugins: [chimepolicy()],
  optimizeDeps: { noDiscovery: true },
  server: { port: 0, host: "127.0.0.1" },
});
const told = [];
let listener = () => {};
const { hot } = server.environments.client;
const send = hot.send.bind(hot);
hot.send = (payload, ...rest) => {
  if (typeof payload === "object") {
    told.push(payload);
    listener();
  }
  send(payload, ...rest);
};
await server.listen();
const base = `http://127.0.0.1:${server.httpServer.address().port}`;

const results = [];
for (const step of JSON.parse(steps)) {
  told.length = 0;
  if (step.get !== undefined) {
    const response = await fetch(base + step.get, { headers: { accept: "*/*" } });
    results.push({ status: response.status, text: await response.text(), told: [...told] });
    continue;
  }
  const heard = new Promise((resolve) => {
    listener = resolve;
    setTimeout(resolve, 10_000).unref();
  });
  // Of changes that follow each other faster, a watcher may tell one only.
  await new Promise((resolve) => setTimeout(resolve, 120));
  const write = () => writeFileSync(join(root, step.write), step.text);
  write();
  // A watcher that is not ready yet misses a change.
  const again = setInterval(write, 1500);
  await heard;
  clearInterval(again);
  results.push({ told: [...told] });
}
await server.close();
process.stdout.write(`\n${JSON.stringify(results)}`, () => process.exit());
