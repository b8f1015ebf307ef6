import { basename, dirname } from "node:path";
import { answer } from "./answer.mjs";

/** Answers with webpack, or with what is used in the same way. */
export async function answerWith(bundler, chimepolicy) {
  const compilerOf = ({ input, output, options, cache }) =>
    bundler({
      context: dirname(input),
      mode: "development",
      devtool: false,
      entry: input,
      ...(cache === undefined ? {} : { cache: { type: "filesystem", cacheDirectory: cache } }),
      experiments: { outputModule: true },
      output: { path: dirname(output), filename: basename(output), library: { type: "module" } },
      plugins: [chimepolicy(options)],
    });
  const settle = (stats, warn) => {
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    for (const { message } of warnings) warn(message);
    if (errors.length > 0) throw new Error(errors.map(({ message, details = "" }) => message + details).join("\n"));
  };
  await answer({
    async build(request, warn) {
      const compiler = compilerOf(request);
      const stats = await new Promise((resolve, reject) => compiler.run((error, result) => (error ? reject(error) : resolve(result))));
      await new Promise((resolve) => compiler.close(resolve));
      settle(stats, warn);
    },
    async watch(request, edit) {
      const compiler = compilerOf(request);
      let builds = 0;
      const stats = await new Promise((resolve, reject) =>
        compiler.watch({ aggregateTimeout: 20 }, (error, result) => {
          builds += 1;
          if (error) reject(error);
          else if (builds === 1 && !result.hasErrors()) setTimeout(() => edit(), 100);
          else resolve(result);
        }),
      );
      await new Promise((resolve) => compiler.close(resolve));
      settle(stats, () => {});
    },
  });
}
