import { rspack } from "@rspack/core";
import { chimepolicy } from "chimepolicy/rspack";
import { answerWith } from "./webpack-like.mjs";

await answerWith(rspack, chimepolicy);
