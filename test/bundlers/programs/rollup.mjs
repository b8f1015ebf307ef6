import { chimepolicy } from "chimepolicy/rollup";
import { rollup, watch } from "rollup";
import { answer } from "./answer.mjs";

await answer({
  async build({ input, output, options }, warn) {
    const bundle = await rollup({ input, plugins: [chimepolicy(options)], onLog: (_, { message, frame }) => warn(`${message}\n${frame}`) });
    await bundle.write({ file: output });
  },
  watch({ input, output, options }, edit) {
    const watcher = watch({ input, plugins: [chimepolicy(options)], output: { file: output }, watch: { clearScreen: false } });
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
