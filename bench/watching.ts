import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "./processes.ts";

/** Milliseconds from a save of a source to the document that it gives, by a command that watches, when warm. */
export async function saveTimes(
  { file, args, cwd, env }: Command,
  { source, output }: { readonly source: string; readonly output: string },
  rounds: number,
): Promise<number[]> {
  const child = spawn(file, [...args, "--watch"], { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  const said = { text: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.text += text));
  const original = readFileSync(source, "utf8");
  const times: number[] = [];
  try {
    while (!said.text.includes("watching")) await sleep(10);
    for (let round = -5; round < rounds; round++) {
      await sleep(200);
      const account = String(200_000_000_000 + round);
      const start = performance.now();
      writeFileSync(source, original.replace(/\b\d{12}\b/, account));
      while (!readFileSync(output, "utf8").includes(account)) {
        if (performance.now() - start > 10_000) throw new Error(`a save was not built: ${said.text}`);
        await sleep(1);
      }
      if (round >= 0) times.push(performance.now() - start);
    }
  } finally {
    writeFileSync(source, original);
    child.kill();
  }
  return times;
}
