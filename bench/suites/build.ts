import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { peaksOf, timeCommands, type Command } from "../processes.ts";
import type { Row } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import { writeProject, type ProjectFiles } from "../workload/project.ts";
import { saveTimes } from "../watching.ts";
import type { Suite } from "./suite.ts";

const peers = join(import.meta.dirname, "..");
const tspScript = join(peers, "node_modules", "@typespec", "compiler", "cmd", "tsp.js");

/** Whole builds of projects of many files, against reading, parsing, printing and writing as many JSON files. */
export const build: Suite = async ({ folder, installed, quick }) => {
  const [few, many] = [quick ? 200 : 1000, quick ? 2000 : 10_000];
  const cache = join(folder, "cache");
  const states = join(cache, "chimepolicy");
  const command = (name: string, { project }: ProjectFiles, before: () => void): Command => ({
    name,
    file: process.execPath,
    args: [join(installed, "bin", "chimepolicy.cjs"), "build"],
    cwd: project,
    env: { XDG_CACHE_HOME: cache },
    before,
  });
  const away = join(folder, "away");
  mkdirSync(away);
  /** Moves a folder out of the way. Where thousands of files were removed a moment ago, ext4 takes ten times as long to make one. */
  const putAway = (path: string): void => {
    if (existsSync(path)) renameSync(path, join(away, String(readdirSync(away).length)));
  };
  const base = (name: string, { json }: ProjectFiles): Command => ({
    name,
    file: process.execPath,
    args: [join(peers, "peers", "base-build.mjs"), json, `${json}-out`],
    before: () => putAway(`${json}-out`),
  });
  const forget = (): void => {
    for (const name of existsSync(states) ? readdirSync(states) : []) if (name.endsWith(".json")) rmSync(join(states, name));
  };
  /** As it is after a checkout: no documents, and no memory of an earlier build. */
  const anew = ({ project }: ProjectFiles): void => {
    putAway(join(project, "out"));
    forget();
  };
  const [small, large] = [writeProject(join(folder, "few"), few), writeProject(join(folder, "many"), many)];
  const [rounds, peerRounds] = quick ? [3, 1] : [9, 3];

  const times = timeCommands(
    [
      base("base, few", small),
      command("few", small, () => anew(small)),
      base("base", large),
      command("many", large, () => anew(large)),
      command("settled", large, () => {}),
      command("touched", large, () => touch(large)),
    ],
    rounds,
    1,
  );
  const peaks = peaksOf([command("many", large, () => anew(large)), command("settled", large, () => {})], peerRounds);
  const tsp = ({ typespec }: ProjectFiles): Command => ({
    name: "tsp",
    file: process.execPath,
    args: ["--max-old-space-size=12000", tspScript, "compile", typespec, "--no-emit"],
  });
  const against = timeCommands([command("few", small, () => anew(small)), tsp(small)], peerRounds, 0);
  const largeAgainst = timeCommands([command("many", large, () => anew(large)), tsp(large)], 1, 0);
  const saves = await saveTimes(
    command("watch", small, () => {}),
    small.sample,
    quick ? 10 : 40,
  );

  const of = (name: string): number[] => times.get(name)!;
  const perFile = (name: string, files: number): number[] => of(name).map((ms) => ms / files);
  const rows: Row[] = [
    { what: `${many} files, times the base`, measured: ratios(of("many"), of("base")), goal: { most: 1.3 } },
    { what: `${few} files, times the base`, measured: ratios(of("few"), of("base, few")), goal: { most: 1.6 } },
    { what: `${many} files of which none changed, times the base`, measured: ratios(of("settled"), of("base")), goal: { most: 0.15 } },
    { what: `${many} files of which one changed, times the base`, measured: ratios(of("touched"), of("base")), goal: { most: 0.2 } },
    { what: `a file of ${many}, times one of ${few}`, measured: ratios(perFile("many", many), perFile("few", few)), goal: { most: 1.2 } },
    { what: `times faster than \`tsp compile --no-emit\` on ${few} files`, measured: ratios(against.get("tsp")!, against.get("few")!) },
    {
      what: `the same on ${many} files, once`,
      measured: ratios(largeAgainst.get("tsp")!, largeAgainst.get("many")!),
      goal: { least: 20 },
    },
    { what: `peak memory for ${many} files`, measured: spreadOf(peaks.get("many")!), unit: " MiB", goal: { most: 200 } },
    { what: `the same where none changed`, measured: spreadOf(peaks.get("settled")!), unit: " MiB" },
    { what: `\`build --watch\` of ${few} files: from a save to the document`, measured: spreadOf(saves), unit: " ms", goal: { most: 100 } },
  ];
  return {
    title: "Builds of many files",
    note: `Whole processes on projects with a role of 2 KB a file. The base is a script that reads as many JSON files with the same statements, parses, prints and writes them.`,
    rows,
  };
};

function touch({ sample: { source } }: ProjectFiles): void {
  const text = readFileSync(source, "utf8");
  writeFileSync(source, text.startsWith(mark) ? text.slice(mark.length) : `${mark}${text}`);
}

const mark = "// touched\n";
