/** A policy's name in the source, and the one that IAM knows it by where that is no identifier. */
interface PolicyName {
  readonly identifier: string;
  readonly known?: string;
}

/** The names of the policies of one source, each its own. */
export function policyNames(names: readonly string[]): readonly PolicyName[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const made = policyName(name);
    const own = freeName(made.identifier, taken);
    taken.add(own);
    return { ...made, identifier: own };
  });
}

/** The name of a policy after that of a file or resource, in PascalCase: `meeting-host` gives `MeetingHost`. */
function policyName(name: string): PolicyName {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  const identifier = /^[A-Za-z]/.test(joined) ? joined : `Policy${joined}`;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  const isOurs = /^[A-Za-z_][\w-]*$/.test(name);
  return isOurs || !/^[\w+=,.@-]{1,128}$/.test(name) ? { identifier } : { identifier, known: name };
}

/** The name, or the name with the first number behind it that makes it a new one. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}
