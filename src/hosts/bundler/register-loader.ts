import { createLoadHook } from "./node-loader.ts";

/** The hook as Node 20 wants it: in a module of its own, which runs in a thread of its own. */
export const load = createLoadHook();
