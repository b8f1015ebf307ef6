#!/usr/bin/env node
"use strict";

const path = require("node:path");
const { cacheFolder, load } = require("./bundle.cjs");

const argv = process.argv.slice(2);
const { exports: bundle, keep } = load(/^[a-z]{1,16}$/.test(argv[0]) ? argv[0] : "cli");
bundle.main(argv, { cacheFolder, worker: path.join(__dirname, "worker.cjs") }).then(() => {
  // A command that was wrong needed few of the functions that it needs.
  if (process.exitCode !== 2) keep();
});
