// What a thread of a large build does.
"use strict";

const { load } = require("./bundle.cjs");

const { exports: bundle, keep } = load("worker");
let isFirst = true;

module.exports = (job) => {
  const result = bundle.runJobHere(job);
  if (isFirst) keep();
  isFirst = false;
  return result;
};
