import { basename, dirname } from "node:path";
import { chimepolicy } from "chimepolicy/vite";
import { build, createLogger } from "vite";
import { answer } from "./answer.mjs";

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
    const watcher = await build({ ...config, build: { ...config.build, watch: {} } });
    let builds = 0;
    return new Promise((resolve, reject) => {
      watcher.on("event", async (event) => {
        if (event.code === "ERROR") reject(event.error);
        if (event.code !== "END") return;
        builds += 1;
        if (builds === 1) return edit();
        await watcher.close();
        resolve();
      });
    });
  },
});
