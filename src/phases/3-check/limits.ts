/** How far one expression may grow. Names can stand for names that stand for names, so a short file can mean more than any machine holds. */
export interface ExpansionLimit {
  readonly what: string;
  readonly unit: string;
  readonly most: number;
}

export const actionLimit: ExpansionLimit = { what: "this set of actions", unit: "patterns", most: 100_000 };
export const resourceLimit: ExpansionLimit = { what: "this resource", unit: "ARNs", most: 20_000 };
export const statementLimit: ExpansionLimit = { what: "what is included here", unit: "statements", most: 20_000 };
export const requestLimit: ExpansionLimit = { what: "this expectation", unit: "requests", most: 50_000 };
export const textLimit: ExpansionLimit = { what: "this text", unit: "characters", most: 200_000 };
export const listLimit: ExpansionLimit = { what: "this list", unit: "values", most: 100_000 };

/** How many statements one condition may take, where no other number is given. */
export const defaultBranchLimit = 64;
/** How many combinations of branches are tried before a condition is called too large. */
export const growthLimit = 1024;
