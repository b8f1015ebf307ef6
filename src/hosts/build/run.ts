import { availableParallelism } from "node:os";
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

/** More threads than that have to wait for the file system. */
const mostThreads = 8;

/** Does jobs one after the other, or on several threads where that is faster. The results are in the order of the jobs. */
export async function runJobs(jobs: readonly Job[], { host, catalog, worker }: Crew): Promise<readonly JobResult[]> {
  const threads = threadsWanted();
  if (worker === undefined || jobs.length < fewJobs || threads < 2) return jobs.map((job) => runJob(job, host, catalog));
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

/** As many as there are processors, or as `CHIMEPOLICY_THREADS` says: a container may be allowed less than the machine has. */
function threadsWanted(): number {
  const wanted = Number(process.env["CHIMEPOLICY_THREADS"] ?? "");
  return Math.min(Number.isInteger(wanted) && wanted > 0 ? wanted : availableParallelism(), mostThreads);
}
