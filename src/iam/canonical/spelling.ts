/** How names are written; the catalog knows, and `iam/` asks. Both give back what they do not know. */
export interface Spelling {
  /** An action or a pattern of actions, its prefix in lower case. */
  readonly action: (pattern: string) => string;
  /** A condition key; of `aws:ResourceTag/team` the part before the slash. */
  readonly key: (name: string) => string;
}

/** The spelling where no catalog is at hand. */
export const asWritten: Spelling = {
  action: (pattern) => pattern.replace(/^[^:]*:/, (prefix) => prefix.toLowerCase()),
  key: (name) => name,
};

/** Gives every text that differs in letter case only one spelling: the smallest of those added. */
export interface CaseFolder {
  readonly add: (text: string) => void;
  readonly spell: (text: string) => string;
}

/** A folder for the texts of one document. */
export function caseFolder(spelling: (text: string) => string): CaseFolder {
  const spelt = new Map<string, string>();
  const smallest = new Map<string, string>();
  const own = (text: string): string => {
    const known = spelt.get(text);
    if (known !== undefined) return known;
    const result = spelling(text);
    spelt.set(text, result);
    return result;
  };
  return {
    add(text) {
      if (spelt.has(text)) return;
      const result = own(text);
      const folded = result.toLowerCase();
      const other = smallest.get(folded);
      if (other === undefined || result < other) smallest.set(folded, result);
    },
    spell(text) {
      const result = own(text);
      return smallest.get(result.toLowerCase()) ?? result;
    },
  };
}
