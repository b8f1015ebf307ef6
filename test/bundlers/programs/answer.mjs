import { writeFileSync } from "node:fs";

/**
 * Answers the requests that the process was started with, each `{ input, output, options, edit }`: `build` builds one with the warnings as
 * texts, `watch` builds, calls `edit` when that is done, and returns after the next build. What a failed build says is an answer too.
 * The last line is the answers: bundlers print what they like above it.
 */
export async function answer({ build, watch }) {
  const answers = [];
  for (const request of JSON.parse(process.argv[2])) {
    const warnings = [];
    let again;
    const write = () => writeFileSync(request.edit.path, request.edit.text);
    // A watcher that is not ready yet misses a change.
    const edit = () => {
      write();
      again = setInterval(write, 1000);
    };
    try {
      await (request.edit === undefined ? build(request, (text) => warnings.push(text)) : watch(request, edit));
      answers.push({ warnings });
    } catch (error) {
      answers.push({ warnings, error: error.message, loc: error.loc, frame: error.frame, location: error.errors?.[0]?.location });
    }
    clearInterval(again);
  }
  process.stdout.write(`\n${JSON.stringify(answers)}`, () => process.exit());
}
