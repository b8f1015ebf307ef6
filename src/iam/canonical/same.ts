import type { Statement } from "../document.ts";
import { print } from "../print.ts";
import { canonical } from "./canonical.ts";
import type { Spelling } from "./spelling.ts";

/** Whether two statements say the same, whatever they are called and in whatever order they say it. */
export function sayTheSame(a: Statement, b: Statement, spelling: Spelling): boolean {
  const text = ({ sid: _, ...statement }: Statement): string =>
    print(canonical({ version: "2012-10-17", statements: [statement] }, spelling).document);
  return text(a) === text(b);
}
