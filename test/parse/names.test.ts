import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/phases/1-parse/names.ts";

const short = namesOf("");
const long = namesOf(" ".repeat(1 << 20));
const words = ["", "a", "GetMeeting", "GetMeetings", "ListMeetings", "aws:PrincipalTag/team", "aws:PrincipalTag/tear", "ünïcode"];
const many = Array.from({ length: 5000 }, (_, i) => `chime:Name${i}`);

describe("names of a text", () => {
  it.each([
    ["short", short],
    ["long", long],
  ])("are what is written in a %s one, however often and in whatever order they come", (_, names) => {
    for (const image of [...words, ...many, ...words, ...many.toReversed()]) {
      for (const from of [0, image.indexOf(":") + 1]) expect(names(image, from)).toBe(image.slice(from));
    }
  });
});
