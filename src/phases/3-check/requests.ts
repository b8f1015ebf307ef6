import { classify } from "./classify.ts";
import type { CheckedRequest } from "../../ast/checked.ts";
import type { AccessExpectation } from "../../ast/source.ts";
import type { Action } from "../../catalog/catalog.ts";
import { standIn } from "../../iam/stand-in.ts";
import { evaluateActions, type ActionEntry } from "./actions.ts";
import type { Frame } from "./frame.ts";
import { requestLimit } from "./limits.ts";
import { checkArnType, describeTypes, evaluateResources, shown, type ResourceEntry } from "./resources.ts";

/**
 * The requests of an expectation, one for each action and resource. A wildcard in a resource stands for one that nobody has named, and so
 * does `on *`: for one of each type that an action takes. Undefined, and reported, where there is nothing to ask.
 */
export function evaluateRequests(expectation: AccessExpectation, frame: Frame): readonly CheckedRequest[] | undefined {
  const actions = namedActions(expectation, frame);
  if (actions === undefined) return undefined;
  if (expectation.resources === undefined) return withoutResource(expectation, actions, frame);
  const resources = evaluateResources(expectation.resources, frame);
  if (resources.faulty) return undefined;
  if (resources.negated) {
    frame.report("invalid-request", { problem: "`except` names no resource to ask about" }, expectation.resources);
    return undefined;
  }
  // What depends on a build parameter that has no value yet cannot be asked about yet.
  if (resources.entries.some(({ text }) => text.includes("${opaque:"))) return undefined;
  if (resources.entries.some((entry) => hasVariable(entry, frame) || (!entry.any && !checkArnType(entry, frame)))) return undefined;
  if (frame.exceeds(requestLimit, actions.length * resources.entries.length, expectation)) return undefined;
  const requests = actions.flatMap((one) => resources.entries.flatMap((resource) => ask(one, resource, frame)));
  return checkPairs(actions, resources.entries, requests, frame) ? requests : undefined;
}

/** An action to ask about and the entry that names it. */
interface NamedAction {
  readonly entry: ActionEntry;
  readonly name: string;
  /** Undefined where the catalog does not know it. */
  readonly action: Action | undefined;
}

function namedActions(expectation: AccessExpectation, frame: Frame): readonly NamedAction[] | undefined {
  const units = evaluateActions(expectation.actions, frame);
  if (units.some(({ faulty }) => faulty === true)) return undefined;
  if (units.some(({ negated }) => negated)) {
    frame.report("invalid-request", { problem: "`* except …` names no action to ask about" }, expectation.actions, {
      help: "name a service: `chime:* except …`",
    });
    return undefined;
  }
  const entries = units.flatMap((unit) => unit.entries);
  if (entries.some(({ any }) => any) && !frame.catalog.isComplete()) {
    frame.report("catalog-unavailable", { service: "*" }, expectation.actions);
    return undefined;
  }
  return entries.flatMap((entry): readonly NamedAction[] => {
    const matched = entry.any ? frame.catalog.expand("*") : entry.actions;
    if (matched.length === 0 && entry.exact) return [{ entry, name: entry.text, action: undefined }];
    return matched.map((action) => ({ entry, name: action.qualifiedName, action }));
  });
}

function withoutResource(
  expectation: AccessExpectation,
  actions: readonly NamedAction[],
  frame: Frame,
): readonly CheckedRequest[] | undefined {
  const taking = actions.find(({ action }) => action !== undefined && action.resourceTypes.length > 0);
  if (taking === undefined) return actions.map(({ name }) => ({ action: name, resource: "*" }));
  const { service, resourceTypes } = taking.action!;
  const end = expectation.actions.end;
  frame.report("missing-resource", { action: taking.entry.text, types: describeTypes(service, resourceTypes) }, taking.entry.place, {
    help: "name one, or write `on *` to ask about one of each type that nobody has named",
    fixes: [frame.fix("add `on *`", { start: end, end }, " on *")],
  });
  return undefined;
}

function hasVariable(entry: ResourceEntry, frame: Frame): boolean {
  if (!entry.text.includes("${")) return false;
  frame.report("invalid-request", { problem: "a request names a resource, and a policy variable stands for many" }, entry.place);
  return true;
}

/** The requests for one action on one resource: none where the action does not take it. */
function ask({ name, action }: NamedAction, resource: ResourceEntry, frame: Frame): readonly CheckedRequest[] {
  if (action === undefined) return [{ action: name, resource: resource.any ? "*" : standIn(resource.text) }];
  const service = frame.catalog.service(action.service);
  const types = [...action.resourceTypes, ...action.toleratedTypes];
  if (!resource.any) {
    const found = service === undefined ? [] : classify(service, resource.text);
    return found.some((type) => types.includes(type.name)) ? [{ action: name, resource: standIn(resource.text) }] : [];
  }
  if (action.resourceTypes.length === 0) return [{ action: name, resource: "*" }];
  const templates = action.resourceTypes.flatMap((type) => service?.resourceType(type)?.arn ?? []);
  return templates.map((template) => ({ action: name, resource: standIn(template.replaceAll(/\$\{[^}]*\}/g, "*")) }));
}

/** Whether every action has a resource and every resource an action; of a wildcard or a list of resources, those that fit are asked about. */
function checkPairs(
  actions: readonly NamedAction[],
  resources: readonly ResourceEntry[],
  requests: readonly CheckedRequest[],
  frame: Frame,
): boolean {
  const asked = new Set(requests.map(({ action }) => action));
  const named = new Set(requests.map(({ resource }) => resource));
  let fine = true;
  for (const entry of new Set(actions.map((one) => one.entry))) {
    const own = actions.filter((one) => one.entry === entry);
    if (own.some(({ name }) => asked.has(name))) continue;
    fine = false;
    const { service, resourceTypes } = own[0]!.action!;
    if (resourceTypes.length === 0)
      frame.report("invalid-request", { problem: `\`${entry.text}\` works on \`*\` only` }, entry.place, {
        help: "ask about it in an expectation without `on`",
      });
    else frame.report("action-without-resource", { action: entry.text, types: describeTypes(service, resourceTypes) }, entry.place);
  }
  for (const resource of resources) {
    if (!fine || resource.any || named.has(standIn(resource.text))) continue;
    fine = false;
    frame.report("invalid-request", { problem: `no action of this expectation takes \`${shown(resource.text)}\`` }, resource.place);
  }
  return fine;
}
