import { Worker } from "node:worker_threads";
import { isTerminal } from "./console.ts";

/** Draws after half a second, on a thread of its own: compiling leaves this one no time to. */
const drawing = `
const { workerData: { shared, label } } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const [stop, drawn, spokes] = [0, 1, ["|", "/", "-", "\\\\"]];
const state = new Int32Array(shared);
const draw = (text) => { try { writeSync(2, text); } catch {} };
for (let wait = 500, turn = 0; Atomics.wait(state, stop, 0, wait) === "timed-out"; wait = 120) {
  Atomics.store(state, drawn, 1);
  draw("\\r" + label + " " + spokes[turn++ % 4]);
}
if (Atomics.load(state, drawn) === 1) draw("\\r\\u001B[2K");
Atomics.store(state, drawn, 2);
Atomics.notify(state, drawn);
`;

/** Says on a terminal what is going on, when it takes over half a second. Returns the end of it, which leaves no trace. */
export function startProgress(label: string): () => void {
  if (!isTerminal("stderr")) return () => {};
  const shared = new SharedArrayBuffer(8);
  const state = new Int32Array(shared);
  const worker = new Worker(drawing, { eval: true, workerData: { shared, label } });
  worker.unref();
  worker.on("error", () => {});
  return () => {
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
    // What follows is written only when the line is gone.
    if (Atomics.load(state, 1) === 1) Atomics.wait(state, 1, 1, 500);
  };
}
