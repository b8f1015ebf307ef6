/** Partition, service, Region and account of what is asked about where a pattern leaves them open. */
const standIns = ["arn", "aws", "service", "us-east-1", "111122223333"];

/** An ARN with something that nobody has named in place of every wildcard. */
export function standIn(pattern: string): string {
  const fields = pattern.split(":");
  return fields
    .map((field, index) =>
      index < standIns.length && /^\*+$/.test(field) ? standIns[index]! : field.replaceAll(/\*+/g, "any").replaceAll("?", "x"),
    )
    .join(":");
}
