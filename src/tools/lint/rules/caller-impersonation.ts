import type { Action } from "../../../catalog/catalog.ts";
import { arnFields, hasWildcard } from "../../../iam/pattern.ts";
import { allows, findAction, isDenied } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** The calls that make users, bots and administrators of an app instance: whoever has one needs no impersonation. */
const administration = [
  "CreateAppInstanceUser",
  "CreateAppInstanceBot",
  "CreateAppInstanceAdmin",
  "UpdateAppInstanceUser",
  "DeleteAppInstance",
].map((name) => `chime:${name}`);

/** The user or bot of a messaging call is a resource of it: https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html */
export const callerImpersonation = statementRule("caller-impersonation", (statement, report, document) => {
  if (statement.effect !== "Allow" || statement.resources.negated || statement.actions.negated) return;
  const wide = statement.resources.patterns.flatMap((entry) => {
    const who = bearersOf(entry.text);
    return who === undefined ? [] : [{ entry, who }];
  });
  const [first] = wide;
  if (first === undefined || administration.some((action) => allows(document, action))) return;
  const actions = statement.actions.patterns.flatMap((entry) => {
    const named = findAction(document.catalog, entry.text);
    return named === undefined ? statement.actionsOf(entry) : [named];
  });
  const speaks = actions.some((action) => isMessaging(action) && !isDenied(document, statement, action.qualifiedName));
  if (!speaks) return;
  report({ resource: first.entry.text, who: first.who }, statement, {
    location: placeOf(first.entry),
    help: "name the one user, as with `${aws:PrincipalTag/appInstanceUserId}` or `${cognito-identity.amazonaws.com:sub}`",
  });
});

/** Who a pattern of a resource lets a caller act as: users, bots, or both below an app instance; undefined for one of them, or none. */
function bearersOf(text: string): "user" | "bot" | "user and bot" | undefined {
  const [, , service, , , resource = ""] = arnFields(text) ?? [];
  if (service !== "chime") return undefined;
  const [, kind, name] = /^app-instance\/[^/]+\/(user|bot)\/(.+)$/.exec(resource) ?? [];
  if (kind !== undefined) return hasWildcard(name!) && !name!.includes("${") ? (kind as "user" | "bot") : undefined;
  return /^app-instance\/([^/]+\/)?\*+$/.test(resource) ? "user and bot" : undefined;
}

/** Whether a call of messaging names its bearer, who is a user or a bot, and is no administration of one. */
function isMessaging({ service, name, requiredTypes }: Action): boolean {
  if (service !== "chime" || /AppInstance(User|Bot|Admin)s?$/.test(name)) return name === "DescribeChannelMembershipForAppInstanceUser";
  return name === "Connect" || requiredTypes.some((types) => types.includes("app-instance-user") && types.includes("app-instance-bot"));
}
