import { didYouMean } from "../../../text/suggest.ts";
import { elementsOf } from "../../../iam/read/walk.ts";
import { placeOf, treeRule } from "./tree-rule.ts";

/** A key has a prefix: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export const keyWithoutPrefix = treeRule("unknown-condition-key", ({ statements }, report, { catalog }) => {
  for (const { key } of statements.flatMap(({ tests }) => tests)) {
    const name = String(key.value);
    if (name.indexOf(":") > 0) continue;
    const bare = name.replace(/^:/, "");
    const global = catalog.globalKeys.find((one) => one.name.toLowerCase() === `aws:${bare.toLowerCase()}`);
    report({ key: name }, placeOf(key), {
      aws: "INVALID_CONDITION_KEY_FORMAT",
      help: global === undefined ? "a key is written `prefix:name`, such as `aws:SourceIp`" : didYouMean([global.name]),
    });
  }
});

/** An action has a service: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export const actionWithoutService = treeRule("unknown-action", ({ statements }, report) => {
  for (const node of statements.flatMap(({ get }) => [...elementsOf(get("Action")), ...elementsOf(get("NotAction"))])) {
    if (node.type !== "string") continue;
    const action = String(node.value);
    const colon = action.indexOf(":");
    if (/^\*+$/.test(action) || (colon > 0 && colon < action.length - 1)) continue;
    report({ action }, placeOf(node), { aws: "INVALID_ACTION", help: "an action is written `service:Name`, such as `chime:GetMeeting`" });
  }
});
