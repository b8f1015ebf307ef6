import pc from "picocolors";
import { jsonWriter } from "../../diagnostics/render/json.ts";
import { createPlaces } from "../../diagnostics/render/places.ts";
import { visible, wrap } from "../../diagnostics/render/words.ts";
import { lineMap } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";
import { lack, reasonsOf } from "../../reasons.ts";
import type { Answer, WrittenStatement } from "../../subject.ts";
import type { Request } from "../../tools/evaluate/request.ts";

/** A question and what came of it. */
export interface Answered {
  /** Who was asked about: `HelpDesk`. */
  readonly subject: string;
  readonly request: Request;
  readonly answer: Answer;
}

export interface AnswerOptions {
  readonly color: boolean;
  readonly width: number | undefined;
  readonly fileOf: (uri: string) => string;
}

/** The answer for people: one sentence, then the statements that decide, or those that come nearest and what each lacks. */
export function renderAnswer(answered: Answered, { color, width, fileOf }: AnswerOptions): string {
  const { answer } = answered;
  const paint = pc.createColors(color);
  const paintMark = answer.outcome === "Allow" ? paint.green : paint.red;
  const places = createPlaces({ color, width, fileOf });
  const { related, notes } = reasonsOf(answer);
  const [first, ...others] = related;
  // Of a single statement the sentence has said all but the code.
  const lines = first !== undefined && others.length === 0 ? [places.frame(first.location, paintMark)] : places.related(related);
  return [
    sentence(answered, fileOf, width, (text) => paint.bold(paintMark(text))),
    ...lines,
    ...includesOf(answer).map((location) => `  ${paint.bold("included here")}: ${paint.cyan(places.position(location))}`),
    ...notes.map((note) => places.labelled("note", note, paint.bold)),
    "",
  ].join("\n");
}

function sentence(
  { subject, request, answer }: Answered,
  fileOf: (uri: string) => string,
  width: number | undefined,
  paint: (text: string) => string,
): string {
  const head = visible(`${subject} ${answer.outcome === "Allow" ? "may" : "may not"}`);
  const on = request.resource === "*" ? "" : ` on ${request.resource}`;
  const tail = visible(` ${request.action}${on}: ${reasonOf(answer, fileOf)}`);
  const text = wrap(head + tail, width ?? Number.POSITIVE_INFINITY).join("\n");
  return text.startsWith(head) ? paint(head) + text.slice(head.length) : text;
}

/** The answer as data. */
export function answerToJson({ answer }: Answered, fileOf: (uri: string) => string): object {
  const { place } = jsonWriter(fileOf);
  const shown = ({ statement: { sid }, location }: WrittenStatement): object => ({
    ...place(location),
    ...(sid === undefined ? {} : { sid }),
  });
  return {
    decision: answer.outcome,
    statements: answer.deciding.map(shown),
    reason: reasonOf(answer, fileOf),
    ...(answer.nearest.length === 0
      ? {}
      : { nearest: answer.nearest.map(({ statement, mismatch }) => ({ ...shown(statement), lack: lack(mismatch) })) }),
  };
}

/** Why, to stand behind the colon: `the statement at help-desk.chimepolicy:8:3 allows it`. */
function reasonOf({ outcome, deciding, nearest }: Answer, fileOf: (uri: string) => string): string {
  const at = ({ location: { source, start } }: WrittenStatement): string => {
    const { line, column } = lineMap(source.text).position(start);
    return `${fileOf(source.uri)}:${line}:${column}`;
  };
  if (outcome === "ImplicitDeny") {
    const [first, ...others] = nearest;
    if (first === undefined) return "no statement allows this action";
    if (others.length > 0) return `no statement allows it; ${nearest.length} come near`;
    return `no statement allows it; the one at ${at(first.statement)} would, but ${lack(first.mismatch)}`;
  }
  const places = [...new Set(deciding.map(at))];
  const allows = outcome === "Allow";
  return places.length === 1
    ? `the statement at ${places[0]} ${allows ? "allows" : "denies"} it`
    : `${places.length} statements ${allows ? "allow" : "deny"} it, the first at ${places[0]}`;
}

/** How the first of the statements came into the policy that was asked about. */
function includesOf({ deciding, nearest }: Answer): readonly Location[] {
  return (deciding[0] ?? nearest[0]?.statement)?.includedBy ?? [];
}
