import type { Catalog } from "./catalog/catalog.ts";
import type { Slug } from "./diagnostics/codes/index.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";

/** What the compiler advises in the words of the language, in those of IAM's JSON. */
const words: Partial<Record<Slug, (finding: Diagnostic, catalog: Catalog) => Partial<Pick<Diagnostic, "help">>>> = {
  "invalid-condition-value": ({ help }) =>
    help?.includes("`exists`") === true ? { help: "to ask only that the key is there, test it with `Null`" } : {},
  "malformed-arn": () => ({ help: "an ARN is written `arn:partition:service:region:account:resource`" }),
  "missing-quantifier": () => ({ help: "begin the operator with `ForAnyValue:` or `ForAllValues:`" }),
  "needless-quantifier": ({ help }) =>
    help === undefined
      ? {}
      : { help: "`ForAllValues:` also holds where the key is missing; end the operator with `IfExists` if that is meant" },
  "operator-does-not-fit": () => ({ help: "IAM does not convert: the test would always fail; take an operator for the type of the key" }),
  "required-resource-missing": ({ help }, catalog) => {
    const typed = /([a-z\d-]+):([a-z\d-]+)\([^()]*\)/gi;
    return help === undefined
      ? {}
      : { help: help.replaceAll(typed, (all, service: string, type: string) => arnOf(service, type, catalog) ?? all) };
  },
  "resource-not-taken": ({ help }) => (help?.includes("`on *`") === true ? { help: "make `*` its resource" } : {}),
  "wildcard-without-like": ({ help }) => ({
    help: `\`${help?.includes("`not like`") === true ? "StringNotLike" : "StringLike"}\` matches patterns`,
  }),
};

/** An ARN for all resources of a type. */
function arnOf(service: string, type: string, catalog: Catalog): string | undefined {
  return catalog
    .service(service)
    ?.resourceType(type)
    ?.arn.replace("${Partition}", "aws")
    .replaceAll(/\$\{[^}]*\}/g, "*");
}

/** A finding as one who writes JSON reads it. */
export function inWordsOfJson(finding: Diagnostic, catalog: Catalog): Diagnostic {
  const said = words[finding.slug]?.(finding, catalog);
  return said === undefined ? finding : { ...finding, ...said };
}
