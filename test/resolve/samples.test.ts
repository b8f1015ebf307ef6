import { defineSamples } from "../suite.ts";

defineSamples("2-resolve", import.meta.url);
