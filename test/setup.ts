import { configureGlobal } from "fast-check";

/**
 * The gate asks the same questions each time, so that it says the same of the same sources; the long run asks new ones each time,
 * and prints the seed with a counterexample.
 */
if (process.env["CHIMEPOLICY_LONG"] === undefined) configureGlobal({ seed: Number(process.env["CHIMEPOLICY_SEED"] ?? 20_260_220) });
