import { describe, expect, it } from "vitest";
import { standardLibrary } from "../../src/stdlib.generated.ts";
import { declarationsOf, documentsOf, findings, modules, sourceOf } from "./support.ts";

const uses = sourceOf("uses.chimepolicy");

describe.each([...modules])("%s", (uri, text) => {
  it("has no findings", () => {
    expect(findings(uri, text)).toEqual([]);
  });

  it("is what the compiler carries", () => {
    expect(standardLibrary[uri]).toBe(text);
  });

  it("explains every declaration, within the length of an IAM description", () => {
    for (const declaration of declarationsOf(uri)) {
      const name = "name" in declaration ? declaration.name?.text : undefined;
      const doc = declaration.doc?.join("\n") ?? "";
      expect(doc, name).not.toBe("");
      expect(doc.length, name).toBeLessThanOrEqual(1000);
    }
  });

  it("has each template and condition used in `uses.chimepolicy`", () => {
    for (const declaration of declarationsOf(uri)) {
      const needsUse =
        declaration.kind === "ConditionDeclaration" ||
        ((declaration.kind === "PolicyDeclaration" || declaration.kind === "RoleDeclaration") &&
          declaration.parameters.some((parameter) => parameter.default === undefined));
      if (needsUse) expect(uses).toMatch(new RegExp(`^  .*\\b${declaration.name.text}\\b.*$|\\{ include ${declaration.name.text}\\(`, "m"));
    }
  });
});

describe("the standard library", () => {
  it("compiles with a value for every template", () => {
    expect(findings("uses.chimepolicy", uses)).toEqual([]);
    expect(documentsOf("uses.chimepolicy", uses).size).toBe(17);
  });

  it("narrows every ARN of Chime to the account and Region that are given", () => {
    const documents = documentsOf("uses.chimepolicy", uses, { account: "999999999999", region: "eu-central-1" });
    for (const [name, document] of documents) {
      if (name === "Callers" || name === "Resources" || name === "Guards") continue;
      expect(JSON.stringify(document), name).not.toMatch(/arn:aws:(chime|kinesis|kinesisvideo|kms):\*|arn:aws:[a-z]+:[a-z0-9-]*:\*/);
    }
  });
});
