/**
 * The text of a document without policy variables in the form of one that has them: `${` is written `${$}{`.
 * In an ARN variables are replaced in the last field only, and so escaped only there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export function escapeVariables(text: string, where: "resource" | "value"): string {
  if (!text.includes("${")) return text;
  let start = 0;
  if (where === "resource") for (let colons = 0; colons < 5 && start >= 0; colons++) start = nextColon(text, start);
  return start < 0 ? text : text.slice(0, start) + text.slice(start).replaceAll("${", "${$}{");
}

function nextColon(text: string, from: number): number {
  const colon = text.indexOf(":", from);
  return colon < 0 ? -1 : colon + 1;
}
