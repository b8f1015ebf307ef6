import type { Catalog } from "../../catalog/catalog.ts";
import type { LibraryCondition } from "./library.ts";
import type { NamedText } from "./texts.ts";

/** What the parts of a document are read with. */
export interface Context {
  readonly catalog: Catalog;
  /** Texts that have names. */
  readonly names: readonly NamedText[];
  /** What typed resources take for fields that they do not name. */
  readonly ambient: Readonly<Record<"partition" | "region" | "account", string>>;
  readonly conditions: readonly LibraryCondition[];
  /** True where everything is to be written word by word. */
  readonly plain: boolean;
}
