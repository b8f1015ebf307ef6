import type { ParameterValue } from "../../config/config.ts";
import { locate } from "../../text/source.ts";
import type { GivenParameters } from "./compile.ts";

/** A value that stands in no file, with a line of its own that a finding about it can point at; `from` says where it comes from. */
export function givenValue(name: string, value: ParameterValue, from: string): GivenParameters[string] {
  const source = { uri: from, text: `${name}=${String(value)}` };
  return {
    value,
    name: locate(source, { start: 0, end: name.length }),
    location: locate(source, { start: name.length + 1, end: source.text.length }),
  };
}
