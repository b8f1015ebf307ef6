import { createRollupPlugin } from "unplugin";
import type { Options } from "./options.ts";
import { factory } from "./plugin.ts";

export type { Options };

/** The plugin for Rollup. */
export function chimepolicy(options?: Options): { name: string } {
  return createRollupPlugin(factory)(options) as { name: string };
}
