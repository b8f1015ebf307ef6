/** Writes dist/types: the declarations of the package. */
import { join } from "node:path";
import { buildTypes } from "./types.ts";

buildTypes(join(import.meta.dirname, "..", "dist"));
