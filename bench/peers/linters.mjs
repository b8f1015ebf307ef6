/** What checks policies: each call checks all of them. `given` holds the folder with `policies.json`, and that of the installed chimepolicy. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const library = ({ installed }, file = "index.js") => import(pathToFileURL(join(installed, "dist", file)).href);
const policies = ({ folder }) => JSON.parse(readFileSync(join(folder, "policies.json"), "utf8"));

export const linters = {
  async "chimepolicy checkPolicy"(given) {
    const { checkPolicy } = await library(given);
    const { nodeCatalog } = await library(given, "node.js");
    const [texts, catalog] = [policies(given), nodeCatalog()];
    return () => texts.forEach((text) => checkPolicy(text, { catalog }));
  },
  async "iam-policy validateIdentityPolicy"(given) {
    const { validateIdentityPolicy } = await import("@cloud-copilot/iam-policy");
    const texts = policies(given);
    return () => texts.forEach((text) => validateIdentityPolicy(JSON.parse(text)));
  },
  async "JSON.parse of policies"(given) {
    const texts = policies(given);
    return () => texts.forEach((text) => JSON.parse(text));
  },
};

/** What each rule takes of the time, when warm. */
export const ruleTimes = {
  async "chimepolicy rules"(given) {
    const { checkPolicy } = await library(given);
    const { nodeCatalog } = await library(given, "node.js");
    const [texts, catalog] = [policies(given), nodeCatalog()];
    const round = () => {
      const rules = {};
      const timing = {
        now: () => performance.now(),
        took: (slug, milliseconds) => (rules[slug] = (rules[slug] ?? 0) + milliseconds),
      };
      const start = performance.now();
      for (const text of texts) checkPolicy(text, { catalog, timing });
      return { whole: performance.now() - start, rules };
    };
    round();
    return round();
  },
};
