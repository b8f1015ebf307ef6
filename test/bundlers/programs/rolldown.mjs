import { chimepolicy } from "chimepolicy/rolldown";
import { rolldown, watch } from "rolldown";
import { answer } from "./answer.mjs";
import { editOnce } from "./rollup-like.mjs";

await answer({
  async build({ input, output, options }, warn) {
    const bundle = await rolldown({ input, plugins: [chimepolicy(options)], onLog: (_, { message }) => warn(message) });
    await bundle.write({ file: output });
  },
  watch({ input, output, options }, edit) {
    return editOnce(watch({ input, plugins: [chimepolicy(options)], output: { file: output } }), edit);
  },
});
