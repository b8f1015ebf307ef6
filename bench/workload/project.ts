import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { roles } from "./model.ts";
import { languages } from "./print.ts";

/** A project of many files of about 2 KB, and the same statements as JSON and as TypeSpec. */
export interface ProjectFiles {
  /** The folder of the project, with its configuration. */
  readonly project: string;
  /** A folder with a JSON document for each of its roles. */
  readonly json: string;
  /** A module that imports as many modules of TypeSpec. */
  readonly typespec: string;
  /** One of its sources, and the document that it gives. */
  readonly sample: { readonly source: string; readonly output: string };
}

const filesPerFolder = 100;

/** Writes a project with so many roles, a role a file. */
export function writeProject(folder: string, count: number): ProjectFiles {
  const [project, json, typespec] = ["project", "json", "typespec"].map((name) => join(folder, name)) as [string, string, string];
  for (const each of [json, typespec]) mkdirSync(each, { recursive: true });
  writeFileSync(join(typespec, "shared.tsp"), languages.typespec.head);
  const imports: string[] = [];
  let index = 0;
  for (const role of roles()) {
    const group = `group-${Math.floor(index / filesPerFolder)}`;
    if (index % filesPerFolder === 0) mkdirSync(join(project, "policies", group), { recursive: true });
    writeFileSync(join(project, "policies", group, `role-${index}.chimepolicy`), languages.chimepolicy.role(role));
    writeFileSync(join(json, `role-${index}.json`), `{${languages.json.role(role, 0)}\n}\n`);
    writeFileSync(join(typespec, `role-${index}.tsp`), `import "./shared.tsp";\n\n${languages.typespec.role(role)}`);
    imports.push(`import "./role-${index}.tsp";\n`);
    index += 1;
    if (index === count) break;
  }
  writeFileSync(join(typespec, "main.tsp"), imports.join(""));
  writeFileSync(join(project, "chimepolicy.config.json"), '{ "files": "policies/**/*.chimepolicy" }\n');
  const [first] = roles();
  return {
    project,
    json,
    typespec: join(typespec, "main.tsp"),
    sample: { source: join(project, "policies", "group-0", "role-0.chimepolicy"), output: join(project, "out", `${first!.name}.json`) },
  };
}
