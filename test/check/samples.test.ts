import { defineSamples } from "../suite.ts";

defineSamples("3-check", import.meta.url);
