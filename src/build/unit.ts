import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { OpenGrant } from "./grants.ts";
import type { Place } from "./place.ts";

/** What a build knows of a module, be it a source of the project or only imported by one. */
export interface ModuleFacts {
  readonly uri: string;
  readonly imports: readonly UnitImport[];
  /** The build parameters that it declares. */
  readonly parameters: readonly string[];
}

/** The names that a module takes from another one. */
export interface UnitImport {
  readonly uri: string;
  readonly names: readonly string[];
}

/** A module that is compiled because others import it. */
export interface ImportedModule extends ModuleFacts {
  /** What is found in it; the first source of a part also has what is found outside all modules. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a build knows of one source of the project: data alone but for its findings, so that it can be sent and kept. */
export interface BuildUnit<File extends BuiltFile = BuiltFile> extends ImportedModule {
  /** The names of its documents, where they are declared. */
  readonly documents: readonly UnitDocument[];
  /** Its documents as JSON; none where there is an error. */
  readonly files: readonly File[];
  /** What its policies and roles leave to the catalog. */
  readonly grants: readonly OpenGrant[];
}

export interface UnitDocument {
  readonly name: string;
  readonly place: Place;
}

/** One JSON document that a source gives. */
export interface BuiltFile {
  /** `HelpDesk`, `HelpDesk.1`. */
  readonly name: string;
  /** The policy or role that it is, or is a part of. */
  readonly documentName: string;
  /** Characters that count against its quota. */
  readonly size: number;
}
