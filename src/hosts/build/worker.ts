import { nodeCatalog } from "../node-catalog.ts";
import { createNodeHost } from "../node-host.ts";
import { runJob, type Job, type JobResult } from "./job.ts";

const catalog = nodeCatalog();

/** What a thread does: one job after the other, with one catalog. */
export function runJobHere(job: Job): JobResult {
  return runJob(job, createNodeHost(job.root), catalog);
}
