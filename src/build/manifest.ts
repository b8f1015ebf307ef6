import type { DocumentKind } from "../iam/limits.ts";
import { isObject, parseObject, type JsonObject } from "./data.ts";

/** What a build wrote: the one file by which it knows its own outputs again. */
export interface Manifest {
  readonly chimepolicy: string;
  /** The version of the action catalog. */
  readonly catalog: string;
  /** The root of the project, from the manifest's folder on: `..`. */
  readonly project: string;
  /** Sorted by file. */
  readonly documents: readonly ManifestEntry[];
}

export interface ManifestEntry {
  /** The policy or role: `HelpDesk`. */
  readonly name: string;
  /** From the manifest's folder on: `HelpDesk.json`, `HelpDesk.1.json`. */
  readonly file: string;
  readonly kind: DocumentKind;
  /** Characters that count against the quota of its kind. */
  readonly size: number;
  readonly limit: number;
  /** `sha256:` and the digest of the file's bytes. */
  readonly hash: string;
  /** The source that declares it, from the project's root on. */
  readonly source: string;
}

/** The name of the file, in the folder of the documents. */
export const manifestName = "chimepolicy.manifest.json";

/** The text of a manifest. */
export function writeManifest({ chimepolicy, catalog, project, documents }: Manifest): string {
  const sorted = documents.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return `${JSON.stringify({ chimepolicy, catalog, project, documents: sorted }, null, 2)}\n`;
}

/** The text of a manifest after some of its files changed; undefined where it is none. */
export function withFiles(text: string, changed: ReadonlyMap<string, Pick<ManifestEntry, "size" | "hash">>): string | undefined {
  const manifest = readManifest(text);
  if (manifest === undefined) return undefined;
  const documents = manifest.documents.map((one) => {
    const now = changed.get(one.file);
    return now === undefined ? one : { ...one, size: now.size, hash: now.hash };
  });
  return writeManifest({ ...manifest, documents });
}

/** What a text says as a manifest; undefined where it is none, or names a file outside its folder, which no build wrote. */
export function readManifest(text: string): Manifest | undefined {
  const value = parseObject(text);
  return value !== undefined && isManifest(value) ? value : undefined;
}

function isManifest(value: object): value is Manifest {
  const { chimepolicy, project, documents } = value as JsonObject;
  if (typeof chimepolicy !== "string" || typeof project !== "string" || !Array.isArray(documents)) return false;
  return documents.every(
    (one) =>
      isObject(one) && [one["name"], one["hash"], one["source"]].every((text) => typeof text === "string") && isFileName(one["file"]),
  );
}

/** The names that documents have: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
function isFileName(file: unknown): boolean {
  return typeof file === "string" && /^[\w+=,.@-]+\.json$/.test(file);
}
