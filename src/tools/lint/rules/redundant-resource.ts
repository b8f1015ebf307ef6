import { globCovers, parseGlob } from "../../../iam/glob.ts";
import { covers, resourcePattern } from "../../../iam/pattern.ts";
import { removeEntries } from "../edits.ts";
import { redundantEntries } from "../redundant.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { fixOf } from "../values.ts";

/**
 * Access Analyzer compares resources as whole texts; IAM compares the fields of an ARN one by one, so that only what is covered in both ways
 * can be taken out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-resource
 */
export const redundantResource = statementRule("redundant-resource", (statement, report) => {
  const redundant = redundantEntries(statement.resources, { nameOf: (text) => text, read: parseGlob, covers: globCovers });
  const [first, ...others] = redundant;
  if (first === undefined) return;
  const isCertain = redundant.every(({ entry, by }) => covers(resourcePattern(by.text), resourcePattern(entry.text)));
  const { source } = first.entry;
  const places = redundant.map(({ entry }) => entry.written);
  const edits = isCertain ? removeEntries(places, source, statement) : undefined;
  report({ resource: first.entry.text, by: first.by.text }, statement, {
    location: placeOf(first.entry),
    related: others.map(({ entry, by }) => ({ message: `covered by \`${by.text}\` too`, location: placeOf(entry) })),
    ...fixOf(others.length === 0 ? "take it out" : "take them out", edits),
  });
});
