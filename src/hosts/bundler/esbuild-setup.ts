import { resolve } from "node:path";
import type { PartialMessage, PluginBuild } from "esbuild";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { BundledSource } from "./bundle-source.ts";
import { bytePlace, problemText, warningsIn } from "./findings.ts";
import { moduleText } from "./module-text.ts";
import { sourceFilter, type Session } from "./session.ts";

/** Adds sources to what esbuild can load, every finding at its place. */
export function setupEsbuild({ onLoad, onEnd }: Pick<PluginBuild, "onLoad" | "onEnd">, session: Session): void {
  onLoad({ filter: sourceFilter, namespace: "file" }, ({ path }) => {
    const source = session.load(path);
    const errors = errorsOf(source);
    const warnings = warningsIn(source).map((finding) => messageOf(finding, source));
    const watchFiles = [path, ...source.dependencies];
    return errors.length > 0
      ? { errors, warnings, watchFiles }
      : { contents: moduleText(source.documents), loader: "js", warnings, watchFiles };
  });
  onEnd(({ errors }) => {
    const offers = new Set(errors.map(({ text }) => offerFor(text, session)).filter((offer) => offer !== undefined));
    return { errors: [...session.unknownParameters(), ...offers].map((text) => ({ text })) };
  });
}

function errorsOf(source: BundledSource): PartialMessage[] {
  if (source.problem !== undefined) return [{ text: problemText(source.problem) }];
  return source.diagnostics.filter(({ severity }) => severity === "error").map((finding) => messageOf(finding, source));
}

function messageOf({ code, slug, message, location, help, notes, related }: Diagnostic, source: BundledSource): PartialMessage {
  return {
    id: slug,
    text: `${message} [${code}]`,
    location: bytePlace(location, source),
    notes: [
      ...related.map((one) => ({ text: `${one.message}:`, location: bytePlace(one.location, source) })),
      ...notes.map((text) => ({ text })),
      ...(help === undefined ? [] : [{ text: `help: ${help}` }]),
    ],
  };
}

/** What the source gives that an error says something is missing in. */
function offerFor(error: string, session: Session): string | undefined {
  const path = /^No matching export in "(.*)" for import /.exec(error)?.[1];
  return path === undefined ? undefined : session.offerOf(resolve(path));
}
