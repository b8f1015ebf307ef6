import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const packageFolder = dirname(createRequire(import.meta.url).resolve("tinypool/package.json"));

/** The script that the pool of worker threads starts on each of them; the pool looks for it in a folder `entry` beside the bundle that it is in. */
export const poolWorker = join(packageFolder, "dist", "entry", "worker.js");
