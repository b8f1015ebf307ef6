/** What a setting may hold. */
export type Shape = { readonly about: string } & (
  | { readonly kind: "text"; readonly values?: readonly string[]; readonly form?: Form }
  | { readonly kind: "whole number"; readonly least: number; readonly most: number }
  | { readonly kind: "value" }
  | { readonly kind: "value or variable" }
  | { readonly kind: "texts" }
  | { readonly kind: "record"; readonly of: Shape; readonly names?: RegExp }
  | { readonly kind: "object"; readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
);

/** What a text has to look like, and how a user is told so. */
export interface Form {
  readonly pattern: RegExp;
  readonly words: string;
}

const parameterNames = /^[A-Za-z_][\w-]*$/;

const parameters: Shape = {
  kind: "record",
  about: "Values of build parameters, by name. `--param-file` and `--param` on the command line go before.",
  names: parameterNames,
  of: {
    kind: "value or variable",
    about: "A text, a number, `true` or `false`, or a list of these; or the environment variable that holds it.",
  },
};

const variableName: Form = { pattern: /^[A-Za-z_]\w*$/, words: "a name of letters, digits and `_`, which begins with no digit" };

/** Where a value lies when it is not written down. */
export const variableShape: Shape & { readonly kind: "object" } = {
  kind: "object",
  about: "The environment variable that holds the value, read as `--param` reads its own.",
  keys: { env: { kind: "text", about: "The name of the variable.", form: variableName } },
  required: ["env"],
};

/** What a file of values for `--param-file` holds. */
export const parametersShape: Shape & { readonly kind: "record" } = {
  kind: "record",
  about: "Values of build parameters, by name.",
  names: parameterNames,
  of: { kind: "value", about: "A text, a number, `true` or `false`, or a list of these." },
};

/** The same configuration has to mean the same on every machine. */
const relativePath: Form = { pattern: /^(?![/\\]|[A-Za-z]:)./, words: "the path of a folder from this file on, as `out`" };

const outDir: Shape = { kind: "text", about: "The folder that the documents are written to, from this file on.", form: relativePath };

/** Every setting of the configuration. */
export const configShape: Shape & { readonly kind: "object" } = {
  kind: "object",
  about: "The configuration of a chimepolicy project. The folder of this file is the project's root.",
  keys: {
    $schema: { kind: "text", about: "Where an editor finds the description of this file." },
    files: { kind: "texts", about: "The sources to compile: paths or globs, from this file on; one that begins with `!` takes files out." },
    outDir,
    parameters,
    environments: {
      kind: "record",
      about: "Places to build for, each with what differs there, by the name that `--env` takes.",
      names: /^[A-Za-z0-9][\w.-]*$/,
      of: { kind: "object", about: "What differs in this environment.", keys: { outDir, parameters } },
    },
    rules: {
      kind: "record",
      about: "How grave the findings of some codes are to be taken, by slug.",
      names: /^[a-z]+(-[a-z]+)*$/,
      of: { kind: "text", about: "The level.", values: ["off", "suggestion", "warning", "security-warning", "error"] },
    },
    catalog: { kind: "text", about: "The version of the action catalog that the project was written for; another one is an error." },
    limits: {
      kind: "object",
      about: "How large things may grow.",
      keys: {
        branches: { kind: "whole number", about: "Statements that one condition with `or` may take.", least: 1, most: 999_999 },
        documents: { kind: "whole number", about: "Documents that one policy or role may be divided into.", least: 1, most: 20 },
        size: { kind: "whole number", about: "Characters of one document, white space not counted.", least: 256, most: 10_240 },
      },
    },
  },
};
