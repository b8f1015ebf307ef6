/** What the launchers in `bin/` call: the command line, and what a thread of a large build does. */
export { runJobHere } from "../build/worker.ts";
export { main } from "./main.ts";
