import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** How many statements with a condition each file has. */
export const conditionCount = 1_000;

/** Eight statements a role, as in the rest of the workload. */
const perRole = 8;

const forms = {
  conjunctions: (a: string, b: string, c: string) => `${a} and ${b} and ${c}`,
  alternatives: (a: string, b: string, c: string) => `(${a} or ${b}) and not ${c}`,
};

/** A condition joined by `and` alone, or by `or` and `not` as well. */
export type ConditionForm = keyof typeof forms;

/** Writes a file of statements whose conditions are of one form: `<form>.chimepolicy`. */
export function writeConditions(folder: string, form: ConditionForm): void {
  const statements = Array.from({ length: conditionCount }, (_, index) => {
    const tests = [
      `aws:PrincipalTag/team == "team-${index % 50}"`,
      `aws:SourceIp == "10.${index % 250}.0.0/16"`,
      `aws:userid == "user-${index}"`,
    ] as const;
    return `  allow chime:{GetMeeting, ListAttendees}\n    on chime:meeting("meeting-${index}")\n    when ${forms[form](...tests)}\n`;
  });
  const roles: string[] = [];
  for (let start = 0; start < statements.length; start += perRole)
    roles.push(`role Role${start} {\n${statements.slice(start, start + perRole).join("")}}\n`);
  writeFileSync(join(folder, `${form}.chimepolicy`), roles.join("\n"));
}
