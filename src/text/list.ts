/** Names in backticks, the first ones where there are many: "`a`, `b` and 3 more". */
export function listNames(names: readonly string[], most = 12): string {
  const shown = names
    .slice(0, most)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
