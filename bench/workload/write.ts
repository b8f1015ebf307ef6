/** Writes the workload of one size in every language, and the Cedar schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { embeddedCatalog } from "../../src/embedded-catalog.ts";
import { roles, type Role } from "./model.ts";
import { cedarSchema, languages } from "./print.ts";

/** Bytes of `.chimepolicy` text; the other languages say the same in as many bytes as they take. */
export const sizes = { "2k": 2_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000 } as const;
export type Size = keyof typeof sizes;

export interface Workload {
  readonly statements: number;
  readonly roles: number;
  /** Bytes by language. */
  readonly bytes: Readonly<Record<keyof typeof languages, number>>;
}

/** The roles that come nearest to a number of bytes; the last one is cut where it must be. */
export function rolesOf(bytes: number): readonly Role[] {
  const chosen: Role[] = [];
  let left = bytes;
  for (const role of roles()) {
    const statements: (typeof role.statements)[number][] = [];
    for (const statement of role.statements) {
      if (left <= 0) break;
      statements.push(statement);
      left -= languages.chimepolicy.role({ name: "", statements: [statement] }).length - 10;
    }
    if (statements.length === 0) break;
    chosen.push({ ...role, statements });
    left -= role.name.length + 12;
  }
  return chosen;
}

/** Writes `<size>.<extension>` for each language into a folder. */
export function writeWorkload(folder: string, size: Size): Workload {
  mkdirSync(folder, { recursive: true });
  const chosen = rolesOf(sizes[size]);
  const bytes = Object.fromEntries(
    Object.entries(languages).map(([name, { extension, head, tail, role }]) => {
      const text = `${head}${chosen.map(role).join("")}${tail}`;
      writeFileSync(join(folder, `${size}.${extension}`), text);
      return [name, Buffer.byteLength(text)];
    }),
  ) as unknown as Workload["bytes"];
  writeFileSync(
    join(folder, "schema.cedarschema"),
    cedarSchema(
      embeddedCatalog()
        .service("chime")!
        .actions.map(({ name }) => name),
    ),
  );
  return { statements: chosen.reduce((sum, { statements }) => sum + statements.length, 0), roles: chosen.length, bytes };
}
