import type { Section } from "../report.ts";
import type { Size, Workload } from "../workload/write.ts";

/** What every suite works with. */
export interface Setting {
  /** The folder with the workload's files. */
  readonly folder: string;
  readonly workloads: Readonly<Record<Size, Workload>>;
  /** The installed package. */
  readonly installed: string;
  /** Fewer rounds and shorter ones: to see that it works, not to quote. */
  readonly quick: boolean;
}

export type Suite = (setting: Setting) => Section | Promise<Section>;
