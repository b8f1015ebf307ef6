import { basename, dirname } from "node:path";
import { chimepolicy } from "chimepolicy/vite";
import { build, createLogger } from "vite";
import { answer } from "./answer.mjs";
import { editOnce } from "./rollup-like.mjs";

const configOf = ({ input, output, options }, warn) => ({
  root: dirname(input),
  configFile: false,
  customLogger: { ...createLogger("silent"), warn },
  plugins: [chimepolicy(options)],
  build: { lib: { entry: input, formats: ["es"], fileName: () => basename(output) }, outDir: dirname(output), emptyOutDir: false },
});

await answer({
  build: (request, warn) => build(configOf(request, warn)),
  async watch(request, edit) {
    const config = configOf(request, () => {});
    return editOnce(await build({ ...config, build: { ...config.build, watch: {} } }), edit);
  },
});
