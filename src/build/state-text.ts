import { parseObject } from "./data.ts";
import type { OpenGrant } from "./grants.ts";
import type { BuildState, KnownFile, KnownModule, KnownUnit, Settled, Stamp } from "./state.ts";

/** A state as text: a line for each module, so that those that stay the same need not be taken apart to be kept. */
export interface StateText {
  /** Lists of actions, each once, separated by spaces. */
  readonly lists: readonly string[];
  /** What the file system said of each module; the sources of the project come first. */
  readonly stamps: readonly (readonly [uri: string, stamp: Stamp])[];
  /** What stood in the output folder, as JSON. */
  readonly outputs: string;
  /** What is known of each module, in the order of their stamps, as JSON. */
  readonly modules: readonly string[];
}

/** A module as its line has it. */
interface ModuleLine extends Omit<KnownModule, "stamp"> {
  /** Undefined for what is no source, or had something wrong. */
  readonly unit?: UnitLine;
}

type UnitLine = Omit<KnownUnit, "grants"> & { readonly grants: readonly GrantLine[] };

interface GrantLine extends Omit<OpenGrant, "actions"> {
  /** Which list it is; undefined for what holds every action, or all but some. */
  readonly list?: number | undefined;
}

type FileRow = readonly [file: string, stamp: Stamp, hash: string];

/** A state as text. */
export function writeState({ modules, units, outputs }: BuildState): StateText {
  const lists = createLists([]);
  const lines = Array.from(modules.values(), (module) => moduleLine(module, units.get(module.uri), lists));
  const rows = Array.from(outputs, ([file, { stamp, hash }]): FileRow => [file, stamp, hash]);
  return {
    lists: lists.all(),
    stamps: Array.from(modules.values(), ({ uri, stamp }) => [uri, stamp] as const),
    outputs: JSON.stringify(rows),
    modules: lines,
  };
}

/** What a text says as a state that was kept under a key; undefined where it is none. */
export function readState(key: string, text: StateText): BuildState | undefined {
  const known = parseObject(`{"modules":[${text.modules.join(",")}],"outputs":${text.outputs}}`);
  if (known === undefined) return undefined;
  const { modules: lines, outputs } = known as unknown as { readonly modules: readonly ModuleLine[]; readonly outputs: readonly FileRow[] };
  const actionsOf = text.lists.map(splitList);
  const modules = new Map<string, KnownModule>();
  const units = new Map<string, KnownUnit>();
  for (const [index, { uri, hash, imports, parameters, unit }] of lines.entries()) {
    modules.set(uri, { uri, stamp: text.stamps[index]![1], hash, imports, parameters });
    // Most have none, and thousands of copies take their time.
    if (unit !== undefined)
      units.set(uri, isPlain(unit) ? unit : { ...unit, grants: unit.grants.map((grant) => readGrant(grant, actionsOf)) });
  }
  return { key, modules, units, outputs: new Map(outputs.map(([file, stamp, hash]): [string, KnownFile] => [file, { stamp, hash }])) };
}

/** A state as the lines of a file. */
export function linesOf({ lists, stamps, outputs, modules }: StateText): readonly string[] {
  return [JSON.stringify(lists), JSON.stringify(stamps), outputs, ...modules];
}

/** What the lines of such a file say. */
export function readLines([lists = "", stamps = "", outputs = "", ...modules]: readonly string[]): StateText {
  return { lists: JSON.parse(lists) as StateText["lists"], stamps: JSON.parse(stamps) as StateText["stamps"], outputs, modules };
}

/** How a project stands, as one line of text, with the key of the state that goes with it and the hash of its lines. */
export interface Standing {
  readonly key: string;
  readonly hash: string;
  readonly settled?: Settled | undefined;
}

/** What a line says as that; undefined where it is none, or has another key. */
export function readStanding(line: string, key: string): Standing | undefined {
  const value = parseObject(line);
  // The key holds the version of the program that wrote it.
  return value?.["key"] === key ? (value as unknown as Standing) : undefined;
}

/** A text after some of its modules were compiled again. */
export interface TextAfter {
  readonly text: StateText;
  /** Whether the text of a module is another one than it was. */
  readonly isNew: boolean;
}

/** What is known of some modules, in the place of what a text has of them; undefined where their results are others than they were. */
export function withSameResults(
  text: StateText,
  compiled: ReadonlyMap<string, { readonly module: KnownModule; readonly unit: KnownUnit }>,
): TextAfter | undefined {
  const lists = createLists(text.lists);
  const [stamps, modules] = [[...text.stamps], [...text.modules]];
  let isNew = false;
  for (const [index, [uri]] of text.stamps.entries()) {
    const now = compiled.get(uri);
    if (now === undefined) continue;
    const line = moduleLine(now.module, now.unit, lists);
    const before = JSON.parse(text.modules[index]!) as ModuleLine;
    if (resultsOf(JSON.parse(line) as ModuleLine) !== resultsOf(before)) return undefined;
    isNew ||= now.module.hash !== before.hash;
    modules[index] = line;
    stamps[index] = [uri, now.module.stamp];
  }
  return { text: { ...text, stamps, modules }, isNew };
}

/** What others, the manifest and the lock can see of a module: not its text, nor where in it something stands. */
function resultsOf(line: ModuleLine): string {
  return JSON.stringify({ ...line, hash: undefined }, (key, value: unknown) => (key === "place" ? undefined : value));
}

/** These modules and all that stand on them; undefined where they are more than some. */
export function standingOn(changed: readonly string[], { stamps, modules }: StateText, most: number): ReadonlySet<string> | undefined {
  const found = new Set(changed);
  // What is found on the way is looked for in its turn.
  for (const uri of found) {
    // A line names all that its module imports.
    const name = JSON.stringify(uri);
    for (const [index, line] of modules.entries()) if (line.includes(name)) found.add(stamps[index]![0]);
    if (found.size > most) return undefined;
  }
  return found;
}

interface Lists {
  readonly indexOf: (actions: readonly string[]) => number;
  readonly all: () => readonly string[];
}

function createLists(known: readonly string[]): Lists {
  const indices = new Map(known.map((list, index) => [list, index]));
  return {
    indexOf(actions) {
      const list = actions.join(" ");
      const index = indices.get(list) ?? indices.size;
      indices.set(list, index);
      return index;
    },
    all: () => [...indices.keys()],
  };
}

function splitList(list: string): readonly string[] {
  return list === "" ? [] : list.split(" ");
}

function moduleLine({ uri, hash, imports, parameters }: KnownModule, unit: KnownUnit | undefined, lists: Lists): string {
  const line: ModuleLine = { uri, hash, imports, parameters };
  if (unit === undefined) return JSON.stringify(line);
  const grants = unit.grants.map(({ actions, ...grant }): GrantLine => ({
    ...grant,
    list: actions === undefined ? undefined : lists.indexOf(actions),
  }));
  return JSON.stringify({ ...line, unit: { ...unit, grants } } satisfies ModuleLine);
}

/** Whether a unit has none of what is another thing in its line. */
function isPlain(unit: UnitLine | KnownUnit): unit is KnownUnit {
  return unit.grants.length === 0;
}

function readGrant({ list, ...grant }: GrantLine, actionsOf: readonly (readonly string[])[]): OpenGrant {
  return { ...grant, actions: list === undefined ? undefined : actionsOf[list] };
}
