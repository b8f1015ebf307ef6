import { findAction, isAdministrator, isDenied, isLimited, reachesAll } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** What gives a key away, or makes new text with it, in the hands of whoever may do so with all keys. */
const uses = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** Keys are mostly used by services on behalf of people, and a policy can say by which: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export const keyUseWithoutService = statementRule(
  "key-use-without-service",
  (statement, report, document) => {
    if (statement.effect !== "Allow" || statement.actions.negated || isLimited(statement) || isAdministrator(statement)) return;
    const found = uses.find((name) => {
      const action = findAction(document.catalog, name);
      return (
        statement.entryOf(name)?.text === name &&
        action !== undefined &&
        reachesAll(statement, action, document.catalog) &&
        !isDenied(document, statement, name)
      );
    });
    const entry = found === undefined ? undefined : statement.entryOf(found);
    if (found === undefined || entry === undefined) return;
    report({ action: found }, statement, {
      location: placeOf(entry),
      help: "name the keys, or the services with `kms:ViaService` or `aws:CalledVia`",
    });
  },
  ["identity"],
);
