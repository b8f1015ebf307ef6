import type { JsonNode } from "../../iam/read/node.ts";
import { answerNames, findInAnswer } from "./answers.ts";
import { findInTemplate } from "./cloudformation.ts";
import { at, entriesOf, type Found, type TemplateProblem } from "./nodes.ts";
import { createParameters, type Parameters, type TemplateParameter } from "./parameters.ts";
import { findInConfiguration, findInState } from "./terraform.ts";
import { parseYaml } from "./yaml.ts";

/** The kinds of text that hold policies. */
export type PolicyFormat = "json" | "aws" | "terraform" | "cloudformation";

/** What infrastructure code, or an answer of IAM, holds. */
export interface Extracted {
  readonly policies: readonly Found[];
  readonly parameters: readonly TemplateParameter[];
  readonly problems: readonly TemplateProblem[];
}

const terraformNames = ["planned_values", "prior_state", "values", "resource", "data"] as const;
const atTop = new RegExp(`"(Resources|${[...terraformNames, ...answerNames].join("|")})"\\s*:`);

/** The format of a text: by what stands at the top of it. A text that is none of the others is taken for a policy. */
export function detectFormat(text: string): PolicyFormat {
  if (/^\s*\{/.test(text) && !atTop.test(text)) return "json";
  if (!/^\s*[{\w"'#-]/.test(text) || text.trim() === "") return "json";
  const { tree } = parseYaml(text);
  if (tree?.type !== "object" || at(tree, "Statement") !== undefined) return "json";
  if (at(tree, "Resources") !== undefined) return "cloudformation";
  if (answerNames.some((name) => at(tree, name) !== undefined)) return "aws";
  if (terraformNames.some((name) => at(tree, name) !== undefined)) return "terraform";
  // YAML that is no template can be no policy either; that none is in it says more than that it is no JSON.
  return /^\s*\{/.test(text) ? "json" : "cloudformation";
}

/** The identity policies of infrastructure code, or of an answer of IAM. */
export function extractPolicies(text: string, format: Exclude<PolicyFormat, "json">): Extracted {
  const { tree, problem } = parseYaml(text);
  if (tree === undefined) return { policies: [], parameters: [], problems: problem === undefined ? [] : [problem] };
  const problems: TemplateProblem[] = [];
  const note = ({ offset, length }: JsonNode, what: string): void =>
    void problems.push({ start: offset, end: offset + length, problem: what });
  const parameters = createParameters(text);
  const found = find(tree, format, parameters, note);
  const finished = parameters.finish(found.map(({ document }) => document));
  const policies = named(found).map((one, index) => ({ ...one, document: finished.documents[index]! }));
  return { policies, parameters: finished.parameters, problems };
}

function find(
  tree: JsonNode,
  format: Exclude<PolicyFormat, "json">,
  parameters: Parameters,
  note: (node: JsonNode, problem: string) => void,
): readonly Found[] {
  if (format === "aws") return findInAnswer(tree, note);
  if (format === "cloudformation") return findInTemplate({ template: tree, parameters, note });
  const terraform = { root: tree, parameters, note };
  const isShown = entriesOf(tree).some(([name]) => name === "planned_values" || name === "values" || name === "prior_state");
  return isShown ? findInState(terraform) : findInConfiguration(terraform);
}

/** Every document with a name of its own: that of its owner comes before one that is taken. */
function named(found: readonly Found[]): readonly Found[] {
  const taken = new Set<string>();
  return found.map((one) => {
    const name = taken.has(one.name.toLowerCase()) ? `${one.owner}-${one.name}` : one.name;
    taken.add(name.toLowerCase());
    return { ...one, name };
  });
}
