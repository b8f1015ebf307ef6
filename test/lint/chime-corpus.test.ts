import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/check-policy.ts";
import type { Slug } from "../../src/diagnostics/codes/index.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { parseJson } from "../../src/iam/read/json.ts";
import { elementsOf, memberOf } from "../../src/iam/read/walk.ts";
import type { Location } from "../../src/text/source.ts";
import { corpus } from "../iam/support/corpus.ts";
import { catalog } from "../suite.ts";

/** What finds each recorded defect; none where no rule does yet. */
const finders: Readonly<Record<string, readonly Slug[]>> = {
  ACTION_CASE: ["letter-case"],
  ARN_ON_ACTION_WITHOUT_RESOURCE_TYPES: ["resource-not-taken", "tolerated-resource"],
  CHIME_ARN_OF_NO_TYPE: ["invalid-arn"],
  DUPLICATE_ACTION: ["redundant-action"],
  FULL_SERVICE_ON_EVERYTHING: ["all-of-chime", "broad-change"],
  NO_RESOURCE_OF_A_SUPPORTED_TYPE: ["action-without-resource"],
  ONE_OF_SEVERAL_RESOURCES_MISSING: ["required-resource-missing"],
  REDUNDANT_ACTION: ["redundant-action"],
  RESOURCE_NO_ACTION_USES: ["resource-does-not-fit"],
  SDK_CLIENT_NAME_AS_PREFIX: ["wrong-service-prefix"],
  UNKNOWN_ACTION: ["unknown-action"],
};

/** Defects that are not found, by the policies that have them, and why. */
const exceptions: readonly { readonly code: string; readonly policies: RegExp; readonly reason: string }[] = [
  {
    code: "ONE_OF_SEVERAL_RESOURCES_MISSING",
    policies: /^awsdocs_amazon-chime-sdk-developer-guide__iam-roles-0[234]$/,
    reason: "the ARNs of the statement have `{awsAccountId}` for an account, and what they are meant to name is not known",
  },
];

/** What is said of a text that was published broken, by what it takes to repair it. */
const words: Readonly<Record<string, RegExp>> = {
  bareStatement: /this is no JSON/,
  comment: /JSON has no comments/,
  ellipsis: /this is no JSON/,
  missingComma: /a comma is missing before this/,
  trailingComma: /a value is missing here/,
  unbalancedBrackets: /a `\}` is missing here/,
};

interface Defect {
  readonly statement: number;
  readonly code: string;
  readonly action?: string;
  readonly resource?: string;
}

const policies = corpus("chime.jsonl").map(({ name, document, findings }) => {
  const text = JSON.stringify(document, null, 2);
  return { name: String(name), text, defects: (findings ?? []) as readonly Defect[] };
});

describe("checkPolicy, against Chime policies of the world", () => {
  it("finds every recorded defect, in its statement and at its place", () => {
    for (const { name, text, defects } of policies) {
      if (defects.length === 0) continue;
      const statements = elementsOf(
        memberOf(
          parseJson(text, () => {})!,
          "Statement",
        ),
      );
      const { diagnostics } = checkPolicy(text, { catalog });
      for (const defect of defects) {
        const slugs = finders[defect.code];
        expect(slugs, `${name}: ${defect.code}`).toBeDefined();
        if (slugs!.length === 0 || isExcepted(name, defect)) continue;
        const { offset, length } = statements[defect.statement]!;
        const found = diagnostics.filter(
          ({ slug, location }) => slugs!.includes(slug) && offset <= location.start && location.end <= offset + length,
        );
        expect(found.flatMap(placesOf).some(speaksOf(defect)), `${name}: ${JSON.stringify(defect)}`).toBe(true);
      }
    }
  });

  it("has no exception that is found", () => {
    for (const { name, text, defects } of policies) {
      for (const defect of defects.filter((one) => isExcepted(name, one))) {
        const slugs = checkPolicy(text, { catalog }).diagnostics.map(({ slug }) => slug);
        expect(
          slugs.filter((slug) => finders[defect.code]!.includes(slug)),
          name,
        ).toEqual([]);
        expect(slugs, name).toContain("invalid-arn");
      }
    }
  });

  it("says of each text that is published broken what is wrong, and where", () => {
    for (const { name, text, repairs } of corpus("malformed.jsonl")) {
      const { diagnostics } = checkPolicy(String(text), { catalog });
      expect(new Set(diagnostics.map(({ aws }) => aws)), String(name)).toEqual(new Set(["JSON_SYNTAX_ERROR"]));
      for (const repair of (repairs ?? []) as readonly string[]) {
        expect(words[repair], `${String(name)}: ${repair}`).toBeDefined();
        expect(diagnostics.map(({ message }) => message).join("\n"), `${String(name)}: ${repair}`).toMatch(words[repair]!);
      }
    }
  });
});

function isExcepted(name: string, { code }: Defect): boolean {
  return exceptions.some((one) => one.code === code && one.policies.test(name));
}

function placesOf({ location, related }: Diagnostic): readonly Location[] {
  return [location, ...related.map((one) => one.location)];
}

/** Whether a place is that of the action or resource of a defect; any place of its statement is where it names neither. */
function speaksOf({ action, resource }: Defect): (place: Location) => boolean {
  const named = action ?? resource;
  return ({ source, start, end }) => named === undefined || source.text.slice(start, end).includes(named);
}
