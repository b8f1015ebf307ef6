import { createEsbuildPlugin } from "unplugin";
import type { Options } from "./options.ts";
import { factory } from "./plugin.ts";

export type { Options };

/** The plugin for esbuild. */
export function chimepolicy(options?: Options): { name: string; setup(build: object): void | Promise<void> } {
  return createEsbuildPlugin(factory)(options);
}
