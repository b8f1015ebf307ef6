// Loads the bundled command line with V8's compiled form of it from an earlier run, which saves about a third of a start.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { threadId } = require("node:worker_threads");

const file = path.join(__dirname, "..", "dist", "cli.cjs");
/** A month: most compiled forms that are older belong to a version that has been replaced. */
const staleAfter = 30 * 24 * 3600 * 1000;

/** The folder of what can be made anew; undefined where there is none or it is not wanted. */
const cacheFolder = findCacheFolder();

/**
 * What the bundle exports, and a function that keeps its compiled form for later. Each command needs other functions, so there is one for each;
 * it is complete when the command has run.
 */
function load(command) {
  // The build writes ASCII only, and the whole file as one function expression.
  const source = fs.readFileSync(file, "latin1");
  const cacheFile = cachePath(command);
  const cachedData = readCache(cacheFile);
  const script = new vm.Script(source, { filename: file, cachedData });
  const bundle = { exports: {} };
  script.runInThisContext()(bundle.exports, require, bundle, file, path.dirname(file));
  const usable = cachedData !== undefined && !script.cachedDataRejected;
  return { exports: bundle.exports, keep: () => cacheFile !== undefined && !usable && writeCache(cacheFile, script) };
}

module.exports = { load, cacheFolder };

function findCacheFolder() {
  const { env, platform } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE || env.CHIMEPOLICY_NO_CACHE) return undefined;
  const base = platform === "win32" ? env.LOCALAPPDATA : env.XDG_CACHE_HOME || (env.HOME && path.join(env.HOME, ".cache"));
  return base && path.isAbsolute(base) ? path.join(base, "chimepolicy") : undefined;
}

/** A file for this build, this Node and a command. */
function cachePath(command) {
  if (cacheFolder === undefined) return undefined;
  const { version, arch } = process;
  const { size, mtimeMs } = fs.statSync(file);
  return path.join(cacheFolder, `${command}-${size}-${Math.floor(mtimeMs)}-${version}-${arch}.bin`);
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
  const temporary = `${name}.${process.pid}.${threadId}.tmp`;
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
