import { join } from "node:path";
import { configName, type Config } from "../../config/config.ts";
import { readConfig } from "../../config/read.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../text/source.ts";
import { createNodeHost, type NodeHost } from "../node-host.ts";
import { readTextFile, whyUnread } from "../read-file.ts";

/** The project around a folder. */
export interface Project {
  readonly host: NodeHost;
  /** The folder of its configuration; the folder itself where there is none. */
  readonly root: string;
  /** Undefined where there is no configuration, or it is wrong. */
  readonly config: Config | undefined;
  /** The text of the configuration; empty where there is none. */
  readonly source: Source;
  /** What is wrong with the configuration. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why the file of the configuration cannot be read. */
  readonly unreadable?: string;
}

/** What an environment variable holds; an empty one counts as not set, as pipelines leave those that nobody gave a value. */
export function environmentVariable(name: string): string | undefined {
  const value = Object.hasOwn(process.env, name) ? process.env[name] : undefined;
  return value === "" ? undefined : value;
}

/** Finds and reads the configuration of the project around a folder. */
export function findProject(folder: string): Project {
  const host = createNodeHost(folder);
  const { root } = host;
  const read = readTextFile(join(root, configName));
  if ("text" in read) {
    const source = { uri: configName, text: read.text };
    const { config, diagnostics } = readConfig(source);
    return { host, root, source, config, diagnostics };
  }
  const isMissing = read.problem === "not-found";
  return {
    host,
    root,
    source: { uri: configName, text: "" },
    config: undefined,
    diagnostics: [],
    ...(isMissing ? {} : { unreadable: whyUnread(read) }),
  };
}
