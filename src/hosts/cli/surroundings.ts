/** What the launcher of the command line knows of the machine. */
export interface Surroundings {
  /** A folder of the user's for what can be made anew; without one, nothing is kept. */
  readonly cacheFolder?: string | undefined;
  /** The script of a thread that compiles; without one, all is done on one thread. */
  readonly worker?: string | undefined;
}
