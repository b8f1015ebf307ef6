import { fileURLToPath } from "node:url";
import { errorOf, warningsOf, wholeText, type PlacedMessage } from "./findings.ts";
import { moduleText } from "./module-text.ts";
import { sourceFilter, startSession, type Session } from "./session.ts";

/** What Node is given for a module that a hook loads: https://nodejs.org/api/module.html#loadurl-context-nextload */
export interface LoadedModule {
  readonly format: "module";
  readonly shortCircuit: true;
  readonly source: string;
}

/** Loads imported sources as modules, by the URL; all others are left to the next hook. */
export type LoadHook = <T>(url: string, context: T, nextLoad: (url: string, context: T) => unknown) => unknown;

/** The hook for one process. `CHIMEPOLICY_ENV` names the environment of the configuration. */
export function createLoadHook(): LoadHook {
  const session = startSession({ env: process.env["CHIMEPOLICY_ENV"] || undefined });
  const known = new Map<string, LoadedModule>();
  return (url, context, nextLoad) => {
    const { protocol, pathname, search } = new URL(url);
    if (protocol !== "file:" || search !== "" || !sourceFilter.test(pathname)) return nextLoad(url, context);
    // A module that is imported and required is loaded twice; its warnings are told once.
    const loaded = known.get(url) ?? loadSource(fileURLToPath(url), session);
    known.set(url, loaded);
    return loaded;
  };
}

function loadSource(path: string, session: Session): LoadedModule {
  const source = session.load(path);
  for (const warning of warningsOf(source)) process.emitWarning(wholeText(warning), "chimepolicy");
  const error = errorOf(source);
  if (error !== undefined) throw new SourceError(error, path);
  return { format: "module", shortCircuit: true, source: moduleText(source.documents) };
}

/** An error whose stack is the source: where in the loader it was thrown is of no use to an author. */
class SourceError extends Error {
  override readonly name = "chimepolicy";

  constructor({ message, frame, loc }: PlacedMessage, path: string) {
    super(message);
    const place = loc === undefined ? path : `${loc.file}:${loc.line}:${loc.column + 1}`;
    this.stack = `${frame === undefined ? message : `${message}\n${frame}`}\n    at ${place}`;
  }
}
