import { describe, expect, it } from "vitest";
import { readWhole } from "./help.ts";

function doc(text: string): readonly string[] | undefined {
  return readWhole(text).declarations[0]!.doc;
}

describe("parse doc comments", () => {
  it("gives the lines without slashes and one space", () => {
    expect(doc("/// One\n///  two\n///\nrole R {}")).toEqual(["One", " two", ""]);
  });

  it("lets annotations stand on either side", () => {
    expect(doc('/// One\n@name("x")\nrole R {}')).toEqual(["One"]);
    expect(doc('@name("x")\n/// One\nrole R {}')).toEqual(["One"]);
  });

  it("does not take comments that are no doc comments", () => {
    expect(doc("// One\nrole R {}")).toBeUndefined();
    expect(doc("//// One\nrole R {}")).toBeUndefined();
    expect(doc("/// One\n// two\nrole R {}")).toBeUndefined();
  });

  it("does not take the comment of the declaration before", () => {
    const [, second] = readWhole("/// One\nlet a = 1 /// trailing\nlet b = 2\n").declarations;
    expect(second!.doc).toEqual(["trailing"]);
    const [, plain] = readWhole("/// One\nlet a = 1\nlet b = 2\n").declarations;
    expect(plain!.doc).toBeUndefined();
  });
});
