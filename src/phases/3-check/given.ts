import type { Location } from "../../text/source.ts";

/** Text as on a command line, or data as in a configuration. */
export type PlainValue = string | number | boolean | readonly (string | number | boolean)[];

/** A value that stands in a text, with the places of the value and of its name there. */
export interface PlacedValue {
  readonly value: PlainValue;
  readonly location: Location;
  readonly name: Location;
}

/** What an environment variable holds; undefined where it is not set. */
export interface VariableValue {
  readonly variable: string;
  readonly value: string | undefined;
}

/** A value given to a `param` at build time. */
export type GivenValue = PlainValue | PlacedValue | VariableValue;

/** A given value, and whether somebody asked for it now or the project's configuration has it. */
export interface Given {
  readonly by: "the user" | "the project";
  /** Undefined where the environment variable that it comes from is not set. */
  readonly value: PlainValue | undefined;
  readonly variable?: string;
  readonly location: Location;
  readonly name: Location;
}

/** Given values by name, each with a place that a finding about it can point at. */
export function readGiven(
  by: Given["by"],
  values: Readonly<Record<string, GivenValue>> = {},
): readonly (readonly [name: string, given: Given])[] {
  return Object.entries(values).map(([name, given]) => {
    if (isPlain(given)) return [name, { by, ...placed(name, given, origins[by](name)) }];
    if ("location" in given) return [name, { by, ...given }];
    const { variable, value } = given;
    return [name, { by, variable, ...placed(name, value ?? "", `-- environment variable ${variable}`), value }];
  });
}

const origins: Readonly<Record<Given["by"], (name: string) => string>> = {
  "the user": (name) => `--param ${name}`,
  "the project": (name) => `-- parameter ${name} of the configuration`,
};

/** A value that stands in no text has a one-line text of its own. */
function placed(name: string, value: PlainValue, uri: string): PlacedValue {
  const source = { uri, text: `${name}=${typeof value === "object" ? value.join(",") : String(value)}` };
  return {
    value,
    location: { source, start: name.length + 1, end: source.text.length },
    name: { source, start: 0, end: name.length },
  };
}

function isPlain(given: GivenValue): given is PlainValue {
  return typeof given !== "object" || Array.isArray(given);
}
