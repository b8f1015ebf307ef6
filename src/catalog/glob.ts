/**
 * A test for names that a glob matches, both in lower case: `*` is any run of characters, `?` is one.
 * Takes time in proportion to name × glob at worst, whatever the glob.
 */
export function globTest(glob: string): (name: string) => boolean {
  if (glob.includes("?")) return (name) => matches(glob, name);
  const [first = "", ...rest] = glob.split("*");
  const last = rest.pop();
  if (last === undefined) return (name) => name === first;
  const middle = rest.filter((part) => part !== "");
  return (name) => {
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at + last.length <= name.length;
  };
}

/** Two cursors; on a mismatch the latest `*` takes one more character. Earlier stars never need to be tried again. */
function matches(glob: string, name: string): boolean {
  let g = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    const wanted = glob[g];
    if (wanted === "*") {
      star = g++;
      resume = n;
    } else if (wanted !== undefined && (wanted === "?" || wanted === name[n])) {
      g++;
      n++;
    } else if (star >= 0) {
      g = star + 1;
      n = ++resume;
    } else return false;
  }
  while (glob[g] === "*") g++;
  return g === glob.length;
}
