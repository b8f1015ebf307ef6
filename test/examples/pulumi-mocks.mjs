import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Runs the Pulumi program of a folder with the SDK's mocks, and prints the resources that it makes. */
const [folder] = process.argv.slice(2);
const { runtime } = createRequire(join(folder, "index.js"))("@pulumi/pulumi");
const resources = [];
const mocks = {
  newResource({ type, name, inputs }) {
    resources.push({ type, name, inputs });
    return { id: `${name}-id`, state: inputs };
  },
  call: ({ inputs }) => inputs,
};
await runtime.setMocks(mocks, "project", "stack", false);
await import(pathToFileURL(join(folder, "index.js")).href);
await runtime.disconnect();
console.log(JSON.stringify(resources));
