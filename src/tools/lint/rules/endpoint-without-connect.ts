import { allows } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

const endpoint = "chime:GetMessagingSessionEndpoint";

/** The endpoint is where `chime:Connect` opens the WebSocket: https://docs.aws.amazon.com/chime-sdk/latest/dg/websockets.html */
export const endpointWithoutConnect = statementRule(
  "endpoint-without-connect",
  (statement, report, document) => {
    const entry = statement.actions.patterns.find(({ text }) => text === endpoint);
    if (statement.effect !== "Allow" || statement.actions.negated || entry === undefined) return;
    if (!document.complete || allows(document, "chime:Connect")) return;
    report({}, statement, { location: placeOf(entry), help: "allow `chime:Connect` on the one user who connects" });
  },
  ["identity"],
);
