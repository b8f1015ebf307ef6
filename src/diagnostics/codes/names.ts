import { defineCodes } from "./define.ts";

/** To be filled. */
export const nameCodes = defineCodes({});
