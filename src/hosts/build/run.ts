import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import type { Catalog } from "../../catalog/catalog.ts";
import type { NodeHost } from "../node-host.ts";
import { runJob, type Job, type JobResult } from "./job.ts";

/** With what jobs are run. */
export interface Crew {
  readonly host: NodeHost;
  readonly catalog: Catalog;
  /** The script of a thread that runs jobs; without one, they are run on this one. */
  readonly worker: string | undefined;
}

/** So many sources a job: few are soon let go, and what they import is read once for all of them. */
export const jobSize = 20;

/** Fewer jobs are done before threads have started. */
const fewJobs = 40;

/** On fewer processors, threads lose by what each has to learn anew what they gain. */
const fewProcessors = 4;

/** More threads than that have to wait for the file system. */
const mostThreads = 8;

/** Does jobs one after the other, or on several threads where that is faster. The results are in the order of the jobs. */
export async function runJobs(jobs: readonly Job[], { host, catalog, worker }: Crew): Promise<readonly JobResult[]> {
  const threads = threadsWanted();
  const here = (): readonly JobResult[] => jobs.map((job) => runJob(job, host, catalog));
  if (jobs.length < fewJobs) return here();
  if (worker === undefined || threads < 2) return withSmallHeap(here);
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({
    filename: worker,
    minThreads: threads,
    maxThreads: threads,
    // Little of what a job makes outlives it: a small young generation keeps the whole small.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  try {
    return await Promise.all(jobs.map((job) => pool.run(job) as Promise<JobResult>));
  } finally {
    await pool.destroy();
  }
}

/**
 * Where little lives and much is let go, V8 lets the heap grow to several times what is needed before it looks; meanwhile, to one and a half times.
 * The flag is set back, since compiled code that is kept holds for the flags of its time only.
 */
function withSmallHeap<T>(work: () => T): T {
  setFlagsFromString("--heap-growing-percent=50");
  try {
    return work();
  } finally {
    setFlagsFromString("--heap-growing-percent=0");
  }
}

/** One for each processor but that of the thread that waits for them, or as many as `CHIMEPOLICY_THREADS` says. */
function threadsWanted(): number {
  const wanted = Number(process.env["CHIMEPOLICY_THREADS"] ?? "");
  if (Number.isInteger(wanted) && wanted > 0) return Math.min(wanted, mostThreads);
  const processors = availableParallelism();
  return processors < fewProcessors ? 1 : Math.min(processors - 1, mostThreads);
}
