/** The page of each finding, by slug. */
export const pages: Readonly<Record<string, string>> = {};
