import { classifyArn, coversType, explainArn, suggestServices, type ArnProblemKind } from "../../catalog/arn.ts";
import type { Action, Catalog, ConditionKey, KeyType, Service } from "../../catalog/catalog.ts";
import { parseArn } from "../../iam/match.ts";
import { parseNetwork } from "../../iam/networks.ts";
import { parseBinary, parseBoolean, parseDate, parseNumber } from "../../iam/values.ts";
import { suggest } from "../../text/suggest.ts";
import type { ContextValue, Request } from "./request.ts";

/** What is odd about a request: it is decided all the same, but hardly means what was meant. `suggestions` are the nearest names, best first. */
export type RequestProblem =
  | { readonly kind: "malformed-principal"; readonly principal: string }
  | { readonly kind: "unknown-service"; readonly service: string; readonly suggestions: readonly string[] }
  | { readonly kind: "unknown-action"; readonly action: string; readonly suggestions: readonly string[] }
  /** A request is about one action and one resource, and a wildcard stands for many. */
  | { readonly kind: "wildcard"; readonly element: "action" | "resource"; readonly text: string }
  /** The resource is `*`, and the action is about resources of some types. */
  | { readonly kind: "missing-resource"; readonly action: string; readonly taken: readonly string[] }
  /** The action works with `*` alone. */
  | { readonly kind: "resource-not-taken"; readonly action: string; readonly resource: string }
  /** The ARN is of types that the action does not take. */
  | {
      readonly kind: "other-resource-type";
      readonly action: string;
      readonly resource: string;
      readonly types: readonly string[];
      readonly taken: readonly string[];
    }
  /** The ARN is of no type of the action's service. */
  | {
      readonly kind: "malformed-resource";
      readonly resource: string;
      readonly fault: ArnProblemKind;
      readonly suggestions: readonly string[];
    }
  | { readonly kind: "unknown-key"; readonly key: string; readonly suggestions: readonly string[] }
  /** Another spelling of the key came first, and counts. */
  | { readonly kind: "repeated-key"; readonly key: string; readonly first: string }
  | { readonly kind: "wrong-value"; readonly key: string; readonly value: string; readonly type: KeyType }
  | { readonly kind: "several-values"; readonly key: string; readonly values: readonly string[] };

/** Holds a request against the catalog. */
export function checkRequest(request: Request, catalog: Catalog): readonly RequestProblem[] {
  const { principal, context = {} } = request;
  return [
    ...(principal === undefined || isOfType.ARN(principal) ? [] : [{ kind: "malformed-principal", principal } as const]),
    ...checkAction(request, catalog),
    ...checkSpellings(Object.keys(context)),
    ...Object.entries(context).flatMap(([key, value]) => checkKey(key, value, catalog)),
  ];
}

function checkAction({ action: written, resource }: Request, catalog: Catalog): readonly RequestProblem[] {
  if (/[*?]/.test(written)) return [{ kind: "wildcard", element: "action", text: written }];
  const colon = written.indexOf(":");
  if (colon < 0) return [{ kind: "unknown-action", action: written, suggestions: [] }];
  const prefix = written.slice(0, colon);
  const service = catalog.service(prefix);
  if (service === undefined) {
    // A service whose file the catalog lacks is known by its name alone.
    if (catalog.serviceName(prefix) !== undefined) return [];
    const aliased = suggestServices(prefix);
    return [{ kind: "unknown-service", service: prefix, suggestions: aliased.length > 0 ? aliased : suggest(prefix, catalog.services) }];
  }
  const action = service.action(written.slice(colon + 1));
  return action === undefined ? [unknownAction(written, service)] : checkResource(resource, action, service);
}

function unknownAction(written: string, { prefix, actions }: Service): RequestProblem {
  const near = suggest(
    written.slice(written.indexOf(":") + 1),
    actions.map(({ name }) => name),
  );
  return { kind: "unknown-action", action: written, suggestions: near.map((name) => `${prefix}:${name}`) };
}

function checkResource(
  resource: string,
  { qualifiedName: action, resourceTypes, toleratedTypes }: Action,
  service: Service,
): readonly RequestProblem[] {
  if (resource === "*") return resourceTypes.length === 0 ? [] : [{ kind: "missing-resource", action, taken: resourceTypes }];
  const taken = [...resourceTypes, ...toleratedTypes];
  if (taken.length === 0) return [{ kind: "resource-not-taken", action, resource }];
  if (/[*?]/.test(resource)) return [{ kind: "wildcard", element: "resource", text: resource }];
  const isTaken = taken.some((name) => {
    const type = service.resourceType(name);
    return type !== undefined && coversType(service, type, resource);
  });
  if (isTaken) return [];
  const types = classifyArn(service, resource).map(({ name }) => name);
  if (types.length > 0) return [{ kind: "other-resource-type", action, resource, types, taken }];
  const { kind: fault, suggestion } = explainArn(service, resource);
  return [{ kind: "malformed-resource", resource, fault, suggestions: suggestion === undefined ? [] : [suggestion] }];
}

function checkSpellings(keys: readonly string[]): readonly RequestProblem[] {
  const first = new Map<string, string>();
  return keys.flatMap((key): readonly RequestProblem[] => {
    const before = first.get(key.toLowerCase());
    if (before !== undefined) return [{ kind: "repeated-key", key, first: before }];
    first.set(key.toLowerCase(), key);
    return [];
  });
}

function checkKey(key: string, value: ContextValue, catalog: Catalog): readonly RequestProblem[] {
  const prefix = key.slice(0, Math.max(0, key.indexOf(":")));
  const service = catalog.service(prefix);
  const known = catalog.globalKey(key) ?? service?.conditionKey(key);
  if (known === undefined) {
    if (service === undefined && catalog.serviceName(prefix) !== undefined) return [];
    return [
      { kind: "unknown-key", key, suggestions: suggest(key, keyNames(key, [...catalog.globalKeys, ...(service?.conditionKeys ?? [])])) },
    ];
  }
  const values = typeof value === "string" ? [value] : value;
  return [
    ...(values.length > 1 && !known.multiValued ? [{ kind: "several-values", key, values } as const] : []),
    ...values
      .filter((one) => !isOfType[known.type](one))
      .map((one): RequestProblem => ({ kind: "wrong-value", key, value: one, type: known.type })),
  ];
}

/** The names of keys; a family such as `aws:ResourceTag/${TagKey}` has the end of the name that is looked for. */
function keyNames(wanted: string, keys: readonly ConditionKey[]): readonly string[] {
  const slash = wanted.indexOf("/");
  const tail = slash < 0 ? "" : wanted.slice(slash + 1);
  return keys.map(({ name }) => name.replace(/\/(\$\{[^}]+\}|<[^>]+>|tag-key)?$/, `/${tail}`));
}

const isOfType: Readonly<Record<KeyType, (text: string) => boolean>> = {
  String: () => true,
  ARN: (text) => parseArn(text)?.head[0] === "arn",
  Bool: (text) => parseBoolean(text) !== undefined,
  Numeric: (text) => parseNumber(text) !== undefined,
  Date: (text) => parseDate(text) !== undefined,
  IPAddress: (text) => !text.includes("/") && parseNetwork(text) !== undefined,
  Binary: (text) => parseBinary(text) !== undefined,
};
