import { createVitePlugin } from "unplugin";
import type { Options } from "./options.ts";
import { factory } from "./plugin.ts";

export type { Options };

/** The plugin for Vite. */
export function chimepolicy(options?: Options): { name: string } {
  return createVitePlugin(factory)(options) as { name: string };
}
