import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/** Where the loaders of unplugin lie beside the bundles: webpack and Rspack load them by their paths. */
export const loaders = {
  "webpack-loader": "node_modules/unplugin/dist/webpack/loaders/load.mjs",
  "rspack-loader": "node_modules/unplugin/dist/rspack/loaders/load.mjs",
};

/**
 * What unplugin looks for in its own package, and what only virtual modules need, of which there are none here. A newer one that does not say
 * these things any more fails the build.
 */
const surgery: readonly (readonly [from: string, to: string])[] = [
  ['"webpack/loaders/load.mjs"', '"webpack-loader.js"'],
  ['"rspack/loaders/load.mjs"', '"rspack-loader.js"'],
  ['__require("webpack-virtual-modules")', "class {}"],
];

/** Makes unplugin fit into a bundle. */
export const bundledUnplugin: Plugin = {
  name: "bundled-unplugin",
  setup(bundler) {
    bundler.onLoad({ filter: /node_modules[\\/]unplugin[\\/]dist[\\/]index\.mjs$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [from, to] of surgery) {
        if (!contents.includes(from)) throw new Error(`unplugin does not say ${from} any more`);
        contents = contents.replace(from, to);
      }
      return { contents, loader: "js" };
    });
  },
};
