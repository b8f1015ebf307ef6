#!/usr/bin/env node
// Starts the bundled command line with V8's compiled form of it from an earlier run, which saves about a third of a start.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const file = path.join(__dirname, "..", "dist", "cli.cjs");
/** A month: most compiled forms that are older belong to a version that has been replaced. */
const staleAfter = 30 * 24 * 3600 * 1000;

// The build writes ASCII only, and the whole file as one function expression.
const source = fs.readFileSync(file, "latin1");
const cacheFile = cachePath();
const cachedData = readCache(cacheFile);
const script = new vm.Script(source, { filename: file, cachedData });
const bundle = { exports: {} };
script.runInThisContext()(bundle.exports, require, bundle, file, path.dirname(file));
bundle.exports.main(process.argv.slice(2)).then(() => {
  // Only after a run are the functions that it needed compiled; a command that was wrong needed few of them.
  const usable = cachedData !== undefined && !script.cachedDataRejected;
  if (cacheFile !== undefined && !usable && process.exitCode !== 2) writeCache(cacheFile, script);
});

/**
 * A file of the user's own cache folder, for this build, this Node and the command that is run, since each needs other
 * functions; undefined where there is none or it is not wanted.
 */
function cachePath() {
  const { argv, env, platform, version, arch } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE || env.CHIMEPOLICY_NO_CACHE) return undefined;
  const base = platform === "win32" ? env.LOCALAPPDATA : env.XDG_CACHE_HOME || (env.HOME && path.join(env.HOME, ".cache"));
  if (!base || !path.isAbsolute(base)) return undefined;
  const { size, mtimeMs } = fs.statSync(file);
  const command = /^[a-z]{1,16}$/.test(argv[2]) ? argv[2] : "cli";
  return path.join(base, "chimepolicy", `${command}-${size}-${Math.floor(mtimeMs)}-${version}-${arch}.bin`);
}

/** V8 trusts compiled code as it is, so only a file that nobody but this user can write is read. */
function readCache(name) {
  if (name === undefined) return undefined;
  let descriptor;
  try {
    descriptor = fs.openSync(name, "r");
    return isOwn(fs.fstatSync(descriptor)) && isOwn(fs.statSync(path.dirname(name))) ? fs.readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

function isOwn({ uid, mode }) {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function makeFolder(name) {
  try {
    fs.mkdirSync(name, { mode: 0o700 });
  } catch (error) {
    // Another run may have been faster.
    if (error.code !== "EEXIST") throw error;
  }
}

/**
 * Writes whole files only, so that runs at the same time do not harm each other. One that cannot be written is no error: the
 * next start is a little slower.
 */
function writeCache(name, compiled) {
  const folder = path.dirname(name);
  const temporary = `${name}.${process.pid}.tmp`;
  try {
    // Not with `recursive`, which never returns where a folder cannot be made, as in /proc.
    for (const each of [path.dirname(folder), folder]) if (!fs.existsSync(each)) makeFolder(each);
    if (!isOwn(fs.statSync(folder))) return;
    fs.writeFileSync(temporary, compiled.createCachedData(), { mode: 0o600, flag: "wx" });
    fs.renameSync(temporary, name);
    for (const other of fs.readdirSync(folder)) {
      const at = path.join(folder, other);
      if (Date.now() - fs.statSync(at).mtimeMs > staleAfter) fs.rmSync(at);
    }
  } catch {
    try {
      fs.rmSync(temporary, { force: true });
    } catch {}
  }
}
