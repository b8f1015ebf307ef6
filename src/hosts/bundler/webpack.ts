import { createWebpackPlugin } from "unplugin";
import type { Options } from "./options.ts";
import { factory } from "./plugin.ts";

export type { Options };

/** The plugin for webpack. */
export function chimepolicy(options?: Options): { apply(compiler: object): void } {
  return createWebpackPlugin(factory)(options) as { apply(compiler: object): void };
}
