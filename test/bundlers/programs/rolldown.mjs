import { chimepolicy } from "chimepolicy/rolldown";
import { rolldown, watch } from "rolldown";
import { answer } from "./answer.mjs";

await answer({
  async build({ input, output, options }, warn) {
    const bundle = await rolldown({ input, plugins: [chimepolicy(options)], onLog: (_, { message }) => warn(message) });
    await bundle.write({ file: output });
  },
  watch({ input, output, options }, edit) {
    const watcher = watch({ input, plugins: [chimepolicy(options)], output: { file: output } });
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
