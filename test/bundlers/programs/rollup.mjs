import { chimepolicy } from "chimepolicy/rollup";
import { rollup, watch } from "rollup";
import { answer } from "./answer.mjs";
import { editOnce } from "./rollup-like.mjs";

await answer({
  async build({ input, output, options }, warn) {
    const bundle = await rollup({ input, plugins: [chimepolicy(options)], onLog: (_, { message, frame }) => warn(`${message}\n${frame}`) });
    await bundle.write({ file: output });
  },
  watch({ input, output, options }, edit) {
    return editOnce(watch({ input, plugins: [chimepolicy(options)], output: { file: output }, watch: { clearScreen: false } }), edit);
  },
});
