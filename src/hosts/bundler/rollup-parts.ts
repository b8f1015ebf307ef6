import type { UnpluginOptions } from "unplugin";
import type { Session } from "./session.ts";

/** The little of a plugin's context that is needed here; Rollup's own types come with Rollup only. */
interface Context {
  error(message: string): never;
  warn(message: string): void;
}

/** A hook of Rollup and Rolldown that is told how something ended. */
type EndHook = (this: Context, error?: Error) => void;

/** What is found when the modules are put together: names that a source does not give, and parameters that none has. */
export function rollupParts(session: Session): { readonly buildEnd: EndHook } {
  return {
    buildEnd(error) {
      if (error === undefined) refuseUnknownParameters(this, session);
      else sayWhatThereIs(error, session);
    },
  };
}

/** The same for Rolldown, which links later and lets nobody change the words of its errors. */
export function rolldownParts(session: Session): { readonly buildEnd: EndHook; readonly renderError: EndHook } {
  return {
    buildEnd(error) {
      if (error === undefined) refuseUnknownParameters(this, session);
    },
    renderError(error) {
      warnOfMissing(this, error, session);
    },
  };
}

/** The same for a build of Vite; and for its server, that a source changes with the files that it depends on. */
export function viteParts(session: Session): NonNullable<UnpluginOptions["vite"]> {
  return {
    buildEnd(error) {
      // Vite stood on Rollup before it stood on Rolldown.
      if (error !== undefined) sayWhatThereIs(error, session);
      // The server ends a build when it is closed.
      else if (this.environment.config.command === "build") refuseUnknownParameters(this, session);
    },
    renderError(error) {
      warnOfMissing(this, error, session);
    },
    hotUpdate({ file, modules }) {
      const { moduleGraph, hot } = this.environment;
      const sources = session.dependents(file);
      const all = new Set([...modules, ...sources.flatMap((source) => [...(moduleGraph.getModulesByFile(source) ?? [])])]);
      // Of a module that it could never load, Vite tells no page.
      if ([...all].some(({ file, isSelfAccepting }) => isSelfAccepting === undefined && session.hasFailed(file ?? "")))
        hot.send({ type: "full-reload" });
      return [...all];
    },
  };
}

function refuseUnknownParameters(context: Context, session: Session): void {
  const [unknown] = session.unknownParameters();
  if (unknown !== undefined) context.error(unknown);
}

function sayWhatThereIs(error: Error, session: Session): void {
  const offer = offerFor(error, session);
  if (offer !== undefined) error.message += ` ${offer}`;
}

function warnOfMissing(context: Context, error: object | undefined, session: Session): void {
  const errors: readonly unknown[] = error !== undefined && "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const offers = new Set(errors.map((one) => offerFor(one, session)));
  for (const offer of offers) if (offer !== undefined) context.warn(offer);
}

/** What the source gives that an error says something is missing in. */
function offerFor(error: unknown, session: Session): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error) || error.code !== "MISSING_EXPORT") return undefined;
  return "exporter" in error && typeof error.exporter === "string" ? session.offerOf(error.exporter) : undefined;
}
