import { writeSync } from "node:fs";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { diagnosticsToJson } from "../../diagnostics/render/json.ts";

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
  write(1, text);
}

/** Writes to standard error. */
export function err(text: string): void {
  write(2, text);
}

/** A pipe can be full or gone: a full one is tried again, a closed one ends the program quietly, as other tools do. */
function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (code !== "EAGAIN") throw error;
    }
  }
}

/** Whether to colour what goes to a stream: `--color` and `--no-color` decide, then `NO_COLOR`, then whether it is a terminal. */
export function useColor(option: boolean | undefined, stream: "stdout" | "stderr"): boolean {
  if (option !== undefined) return option;
  if (process.env["NO_COLOR"] !== undefined && process.env["NO_COLOR"] !== "") return false;
  return  process[stream].isTTY && process.env["TERM"] !== "dumb";
}

export interface ReportOptions {
  readonly format: "pretty" | "json";
  readonly color: boolean | undefined;
  readonly fileOf: (uri: string) => string;
}

/** Prints findings: data to standard output, for people to standard error. */
export async function reportFindings(diagnostics: readonly Diagnostic[], options: ReportOptions): Promise<void> {
  if (options.format === "json") return out(`${JSON.stringify(diagnosticsToJson(diagnostics, options.fileOf), null, 2)}\n`);
  if (diagnostics.length === 0) return;
  const { renderTerminal } = await import("../../diagnostics/render/terminal.ts");
  err(renderTerminal(diagnostics, { color: useColor(options.color, "stderr"), fileOf: options.fileOf }));
}

/** 1 when there is an error among the findings, else 0. */
export function statusOf(diagnostics: readonly Diagnostic[]): number {
  return hasErrors(diagnostics) ? 1 : 0;
}
