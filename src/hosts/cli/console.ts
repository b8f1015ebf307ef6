import { writeSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { isatty } from "node:tty";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../text/source.ts";
import { codeOf, pause, reasonOf } from "../read-file.ts";

/** Something outside the sources is wrong: a file, an option. Shown without a stack; the process ends with status 2. */
export class UsageError extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/** Writes to standard output, all of it, before going on. */
export function out(text: string): void {
  try {
    write(1, text);
  } catch (error) {
    throw new UsageError(`cannot write to standard output: ${reasonOf(error)}`);
  }
}

/** Writes to standard error; when that cannot be done there is nobody to tell. */
export function err(text: string): void {
  try {
    write(2, text);
  } catch {}
}

/** A pipe can be full or gone: a full one is tried again, a closed one ends the program quietly, as other tools do. */
function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = codeOf(error);
      if (code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (code !== "EAGAIN") throw error;
      pause(5);
    }
  }
}

/** Whether to colour what goes to a stream: `--color` and `--no-color` decide, then `NO_COLOR`, then whether it is a terminal. */
export function useColor(option: boolean | undefined, stream: "stdout" | "stderr"): boolean {
  if (option !== undefined) return option;
  if (process.env["NO_COLOR"] !== undefined && process.env["NO_COLOR"] !== "") return false;
  return isTerminal(stream) && process.env["TERM"] !== "dumb";
}

/** How many columns a stream's terminal has; undefined when it is none. */
export function widthOf(stream: "stdout" | "stderr"): number | undefined {
  if (!isTerminal(stream)) return undefined;
  const { columns } = process[stream];
  return columns > 0 ? columns : undefined;
}

export function isTerminal(stream: "stdout" | "stderr"): boolean {
  return isatty(stream === "stdout" ? 1 : 2);
}

/** How findings and results are printed. */
export const formats = ["pretty", "json", "sarif", "github", "junit"] as const;

export interface ReportOptions {
  readonly format: (typeof formats)[number];
  readonly color: boolean | undefined;
  readonly fileOf: (uri: string) => string;
  /** How many of the findings `check --fix` would mend. */
  readonly mendable?: number;
  /** The named files. */
  readonly files?: readonly Source[];
}

/** More findings than this are listed in brief after them. */
export const mostFrames = 30;

/** Prints findings: data to standard output, for people to standard error. */
export async function reportFindings(diagnostics: readonly Diagnostic[], options: ReportOptions): Promise<void> {
  const { format, color, fileOf, mendable = 0, files = [] } = options;
  switch (format) {
    case "json": {
      const { diagnosticsToJson } = await import("../../diagnostics/render/json.ts");
      return out(`${JSON.stringify(diagnosticsToJson(diagnostics, fileOf), null, 2)}\n`);
    }
    case "sarif": {
      const { writeSarif } = await import("./sarif.ts");
      return out(writeSarif(diagnostics, (uri) => fromWorkspace(fileOf(uri))));
    }
    case "github": {
      const { renderGithub } = await import("../../diagnostics/render/github.ts");
      return out(renderGithub(diagnostics, { fileOf: (uri) => fromWorkspace(fileOf(uri)) }));
    }
    case "junit": {
      const { suitesOfFindings, writeJunit } = await import("./junit.ts");
      return out(writeJunit(suitesOfFindings(diagnostics, files, fileOf), fileOf));
    }
    case "pretty": {
      if (diagnostics.length === 0) return;
      const { renderTerminal } = await import("../../diagnostics/render/terminal.ts");
      return err(
        renderTerminal(diagnostics, {
          color: useColor(color, "stderr"),
          fileOf,
          width: widthOf("stderr"),
          frames: mostFrames,
          hints: hintsFor(diagnostics, mendable),
        }),
      );
    }
  }
}

/** GitHub Actions takes a path from the root of the repository, wherever the command ran. */
export function fromWorkspace(file: string): string {
  const root = process.env["GITHUB_WORKSPACE"];
  if (root === undefined || root === "" || /^(std\/|--|<)/.test(file)) return file;
  const path = relative(root, resolve(file)).split(sep).join("/");
  return path.startsWith("../") ? file : path;
}

function hintsFor(diagnostics: readonly Diagnostic[], mendable: number): readonly string[] {
  const known = [...new Set(diagnostics.map(({ code }) => code))];
  const [first] = known;
  const explain =
    first === undefined
      ? []
      : [`\`chimepolicy explain ${known.length === 1 ? first : "CODE"}\` says more about ${known.length === 1 ? "it" : "each of them"}`];
  if (mendable === 0) return explain;
  const which = mendable === diagnostics.length ? (mendable === 1 ? "it" : "all of them") : `${mendable} of them`;
  return [`\`chimepolicy check --fix\` can mend ${which}`, ...explain];
}

/** 1 when there is an error among the findings, else 0. */
export function statusOf(diagnostics: readonly Diagnostic[]): number {
  return hasErrors(diagnostics) ? 1 : 0;
}
