/** The six fields of an ARN or template, fewer when there are fewer. A colon inside `${…}` divides nothing. */
export function arnFields(arn: string): readonly string[] {
  const fields: string[] = [];
  let start = 0;
  for (let at = 0; at < arn.length && fields.length < 5; at++) {
    if (arn.startsWith("${", at)) {
      const end = arn.indexOf("}", at);
      if (end > 0) at = end;
    } else if (arn[at] === ":") {
      fields.push(arn.slice(start, at));
      start = at + 1;
    }
  }
  return [...fields, arn.slice(start)];
}
