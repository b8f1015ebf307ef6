import { chimepolicy } from "chimepolicy/webpack";
import webpack from "webpack";
import { answerWith } from "./webpack-like.mjs";

await answerWith(webpack, chimepolicy);
