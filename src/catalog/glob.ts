/**
 * A test for names that a glob matches, both in lower case: `*` is any run of characters, `?` is one.
 * Takes time in proportion to name × glob at worst, whatever the glob.
 */
export function globTest(glob: string): (name: string) => boolean {
  if (!glob.includes("?")) {
    const parts = glob.split("*").filter((part, at, all) => part !== "" || at === 0 || at === all.length - 1);
    const [first = "", middle = "", last = ""] = parts;
    if (parts.length === 1) return (name) => name === first;
    if (parts.length === 2) return (name) => name.length >= first.length + middle.length && name.startsWith(first) && name.endsWith(middle);
    if (parts.length === 3 && first === "" && last === "") return (name) => name.includes(middle);
  }
  return (name) => matches(glob, name);
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
