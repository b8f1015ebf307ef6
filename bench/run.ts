/** Measures chimepolicy against its peers. `npm run bench -- [--only cold|frontend|compile|format|import|catalog|evaluate|lint|build] [--quick]` */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installPacked } from "./installed.ts";
import { showSection } from "./report.ts";
import { build } from "./suites/build.ts";
import { catalog } from "./suites/catalog.ts";
import { cold } from "./suites/cold.ts";
import { compile } from "./suites/compile.ts";
import { evaluate } from "./suites/evaluate.ts";
import { format } from "./suites/format.ts";
import { frontend } from "./suites/frontend.ts";
import { imports } from "./suites/import.ts";
import { lint } from "./suites/lint.ts";
import type { Setting, Suite } from "./suites/suite.ts";
import { sizes, writeWorkload, type Size, type Workload } from "./workload/write.ts";

const suites: Readonly<Record<string, Suite>> = { cold, frontend, compile, format, import: imports, catalog, evaluate, lint, build };
const { values } = parseArgs({ options: { only: { type: "string", multiple: true }, quick: { type: "boolean", default: false } } });
const chosen = values.only ?? Object.keys(suites);
const unknown = chosen.filter((name) => !(name in suites));

const introduction = `# Performance

Measured by \`npm run bench\`, which writes this page; \`--only\` writes one section anew. Every number is a ratio within one run, the median of several rounds with its
quartiles: absolute times differ between machines and from hour to hour, the ratios much less. Cold measurements are whole processes,
warm ones run each tool on each input in a process of its own; either way the rounds of all are interleaved. What is measured is
the package as it is packed and installed. The peers are installed apart (\`npm ci --prefix bench\`) and are no part of the package.
`;

if (unknown.length > 0) fail(`there is no benchmark ${unknown.join(", ")}; there are ${Object.keys(suites).join(", ")}`);
else if (!existsSync(join(import.meta.dirname, "node_modules"))) fail("the peers are not installed: run `npm ci --prefix bench`");
else await bench();

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "chimepolicy-bench-"));
  try {
    const workloads = Object.fromEntries(Object.keys(sizes).map((size) => [size, writeWorkload(folder, size as Size)])) as Record<
      Size,
      Workload
    >;
    const head = `${machine()}\n\n${describe(workloads)}\n`;
    console.log(head);
    const setting: Setting = { folder, workloads, installed: installPacked(join(folder, "installed")), quick: values.quick };
    const sections: string[] = [];
    for (const name of chosen) {
      const section = showSection(await suites[name]!(setting));
      console.log(section);
      sections.push(section);
    }
    if (values.quick) return;
    const page = join(import.meta.dirname, "..", "docs", "performance.md");
    const standing = values.only === undefined ? [] : sectionsOf(readFileSync(page, "utf8"));
    writeFileSync(page, `${introduction}\n${head}\n${merged(standing, sections).join("\n")}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sections of a page, each with its title. */
function sectionsOf(page: string): readonly string[] {
  return page
    .split(/^(?=## )/m)
    .slice(1)
    .map((section) => `${section.trimEnd()}\n`);
}

/** Sections with those of one title replaced by newer ones; what is new comes last. */
function merged(standing: readonly string[], newer: readonly string[]): readonly string[] {
  const titleOf = (section: string): string => section.slice(0, section.indexOf("\n"));
  const byTitle = new Map([...standing, ...newer].map((section) => [titleOf(section), section]));
  return [...byTitle.values()];
}

function machine(): string {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, "package.json"), "utf8")) as {
    readonly dependencies: Record<string, string>;
  };
  const peers = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
  return `${cpus().length} x ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}, load average ${load} at the beginning. Peers: ${peers.join(", ")}.`;
}

function describe(workloads: Readonly<Record<Size, Workload>>): string {
  const { statements, bytes } = workloads["100k"];
  const times = (language: "json" | "graphql" | "typespec" | "cedar"): string => (bytes[language] / bytes.chimepolicy).toFixed(2);
  const counts = Object.entries(workloads).map(([size, one]) => `${size}: ${one.statements}`);
  return `The workload is one model of roles with statements of 2–7 Chime actions, 1–2 ARNs and 0–2 conditions (${counts.join(", ")} statements; at 100k
${statements} in ${bytes.chimepolicy} bytes), printed as \`.chimepolicy\`, as IAM JSON (${times("json")}x the bytes), GraphQL SDL (${times("graphql")}x), TypeSpec (${times("typespec")}x) and Cedar (${times("cedar")}x).`;
}

function fail(message: string): void {
  console.error(`error: ${message}`);
  process.exitCode = 2;
}
