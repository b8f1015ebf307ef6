import { actionPattern, covers } from "../../../iam/pattern.ts";
import { isLimited } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

const wholeService = actionPattern("chime:*");

/** Clients of the Chime SDK need a few calls of messaging, or none at all: https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-client-apps.html */
export const allOfChime = statementRule("all-of-chime", (statement, report, document) => {
  const { effect, actions, resources, onEverything } = statement;
  if (effect !== "Allow" || actions.negated || isLimited(statement) || !(onEverything || resources.negated)) return;
  const entry = actions.patterns.find(({ text }) => text !== "*" && covers(actionPattern(text), wholeService));
  if (entry === undefined) return;
  const all = document.catalog.service("chime")?.actions ?? [];
  report({ pattern: entry.text, writes: all.filter(({ level }) => level === "write").length }, statement, {
    location: placeOf(entry),
    help: "a client of messaging needs some ten actions on its own user and its channels, a client of meetings none",
  });
});
