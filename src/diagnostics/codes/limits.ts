import { defineCodes } from "./define.ts";

/** To be filled. */
export const limitCodes = defineCodes({});
