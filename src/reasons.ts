import type { Related } from "./diagnostics/diagnostic.ts";
import type { Answer, NearMiss } from "./subject.ts";
import type { Location } from "./text/source.ts";

/** Why a request came out as it did, in the words of the source. */
export interface Reasons {
  readonly related: readonly Related[];
  readonly notes: readonly string[];
  readonly help?: string;
}

/** More than these would not be read. */
const mostShown = 3;

/** The statements that decided, or else those that came nearest to it and what each of them lacks. */
export function reasonsOf({ outcome, deciding, nearest }: Answer): Reasons {
  if (outcome !== "ImplicitDeny") {
    const message = outcome === "Allow" ? "allowed here" : "denied here";
    const places = distinct(deciding.map(({ location }) => location));
    return { related: places.slice(0, mostShown).map((location) => ({ message, location })), notes: moreThan(places.length, "statement") };
  }
  if (nearest.length === 0) return { related: [], notes: [], help: "no statement allows this action" };
  return {
    related: nearest.slice(0, mostShown).map(({ statement, mismatch }) => ({
      message: `this would allow it, but ${lack(mismatch)}`,
      location: statement.location,
    })),
    notes: moreThan(nearest.length, "statement"),
  };
}

function distinct(places: readonly Location[]): readonly Location[] {
  return [...new Map(places.map((place) => [`${place.source.uri} ${place.start} ${place.end}`, place])).values()];
}

function moreThan(count: number, what: string): readonly string[] {
  return count <= mostShown ? [] : [`and ${count - mostShown} more ${what}${count - mostShown === 1 ? "" : "s"}`];
}

/** What keeps a statement from applying. */
export function lack(mismatch: NearMiss["mismatch"]): string {
  switch (mismatch.element) {
    case "action":
      return "it is about other actions";
    case "resource":
      return mismatch.unset.length > 0 ? `${missing(mismatch.unset)} in its resource` : "it is about other resources";
    case "condition": {
      const { test, present, unset } = mismatch;
      if (unset.length > 0) return `${missing(unset)} in its condition`;
      if (present.length === 0) return `the request has no \`${test.key}\``;
      return `the request has ${present.map((value) => `"${value}"`).join(", ")} for \`${test.key}\``;
    }
  }
}

function missing(variables: readonly string[]): string {
  return `the request has no value for ${variables.map((name) => `\`\${${name}}\``).join(" and ")}`;
}
