import { findCodes, namesLike } from "../../diagnostics/codes/index.ts";
import { hasLevel, levelNames, type Level, type Levels } from "../../diagnostics/levels.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { UsageError } from "./console.ts";
import { readPairs } from "./parameters.ts";

/** The levels that `--rule name=level` gives; of two for one rule the later counts. */
export function readLevels(texts: readonly string[]): Levels {
  return Object.fromEntries(
    readPairs("--rule", "name=level", texts).flatMap(([name, level]) => {
      const found = findCodes(name);
      if (found.length === 0) throw new UsageError(`there is no rule \`${name}\``, nearName(name));
      if (!isLevel(level))
        throw new UsageError(
          `\`${level}\` is no level of a rule`,
          didYouMean(suggest(level, levelNames)) ?? "choose `off`, `suggestion`, `warning`, `security-warning` or `error`",
        );
      const free = found.filter(hasLevel);
      if (free.length === 0)
        throw new UsageError(
          `the level of \`${found[0]!}\` cannot be chosen: what it finds rests neither on the catalog's word nor on taste`,
          `\`chimepolicy explain ${found[0]!}\` says why`,
        );
      return free.map((slug) => [slug, level]);
    }),
  );
}

function isLevel(text: string): text is Level {
  return (levelNames as readonly string[]).includes(text);
}

function nearName(name: string): string {
  return didYouMean(suggest(name, namesLike(name))) ?? "`chimepolicy explain` lists them all";
}
