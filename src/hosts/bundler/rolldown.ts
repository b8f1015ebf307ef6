import { createRolldownPlugin } from "unplugin";
import type { Options } from "./options.ts";
import { factory } from "./plugin.ts";

export type { Options };

/** The plugin for Rolldown. */
export function chimepolicy(options?: Options): { name: string } {
  return createRolldownPlugin(factory)(options) as { name: string };
}
