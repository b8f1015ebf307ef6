import { chimepolicy } from "chimepolicy/esbuild";
import { build, context, formatMessages } from "esbuild";
import { answer } from "./answer.mjs";

const optionsOf = ({ input, output, options }) => ({
  entryPoints: [input],
  outfile: output,
  bundle: true,
  format: "esm",
  logLevel: "silent",
  plugins: [chimepolicy(options)],
});

await answer({
  async build(request, warn) {
    const { warnings } = await build(optionsOf(request)).catch(async (error) => {
      const texts = await formatMessages(error.errors, { kind: "error" });
      throw Object.assign(error, { message: texts.join("\n") });
    });
    for (const text of await formatMessages(warnings, { kind: "warning" })) warn(text);
  },
  async watch(request, edit) {
    const { plugins, ...options } = optionsOf(request);
    const done = deferred();
    let builds = 0;
    const counter = {
      name: "counter",
      setup: ({ onEnd }) =>
        onEnd(() => {
          builds += 1;
          // esbuild begins to look for changes when the first build is over.
          if (builds === 1) setTimeout(() => edit(), 300);
          else done.resolve();
        }),
    };
    const running = await context({ ...options, plugins: [...plugins, counter] });
    await running.watch();
    await done.promise;
    await running.dispose();
  },
});

function deferred() {
  let resolve;
  const promise = new Promise((use) => (resolve = use));
  return { promise, resolve };
}
