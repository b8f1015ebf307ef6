import { createRspackPlugin } from "unplugin";
import type { Options } from "./options.ts";
import { factory } from "./plugin.ts";

export type { Options };

/** The plugin for Rspack. */
export function chimepolicy(options?: Options): { apply(compiler: object): void } {
  return createRspackPlugin(factory)(options) as { apply(compiler: object): void };
}
