import { isDenied, isLimited } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

const content = ["chime:GetChannelMessage", "chime:ListChannelMessages"];
const tokens = ["chime:GetAttendee", "chime:ListAttendees"];

/** `Get` and `List` are no promise that only settings are read: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMessages.html */
export const messageContent = statementRule("message-content", (statement, report, document) => {
  if (statement.effect !== "Allow" || statement.actions.negated || isLimited(statement)) return;
  const isOpen = (action: string): boolean => !isDenied(document, statement, action);
  for (const entry of statement.actions.patterns) {
    if (!/^chime:(get|list)[^*?]*[*?]/i.test(entry.text)) continue;
    const matched = document.catalog.expandNames(entry.text);
    const read = content.filter((action) => matched.includes(action) && isOpen(action));
    const [first] = read;
    if (first === undefined) continue;
    report({ pattern: entry.text, action: first }, statement, {
      location: placeOf(entry),
      help: "name what is to be read, or deny `chime:GetChannelMessage` and `chime:ListChannelMessages`",
      notes: matched.some((name) => tokens.includes(name)) ? ["it also reads attendees, with the tokens by which they join"] : [],
    });
    return;
  }
});
