import { describe, expect, it } from "vitest";
import { buildPart, type BuildResult, type TextFile } from "../../src/build-part.ts";
import { link, othersOf } from "../../src/build/link.ts";
import type { SourceOf } from "../../src/build/place.ts";
import type { BuildUnit } from "../../src/build/unit.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { memoryHost } from "../../src/host.ts";
import { catalog } from "../suite.ts";

const files = {
  "shared.chimepolicy":
    "param app: string\nactions Lists = chime:List*\nactions Idle = chime:Get*\nrole Shared { allow chime:CreateMeeting }\n",
  "auditor.chimepolicy": 'import { Lists } from "./shared"\nparam app: string = "a"\nrole Auditor { allow Lists on * }\n',
  "twin.chimepolicy": "role auditor { allow chime:CreateMeeting }\n",
  "alone.chimepolicy": 'param other: string = "b"\nlet unused = "c"\nrole Alone { allow chime:CreateMeeting }\n',
};
const uris = Object.keys(files) as (keyof typeof files)[];
const options = { catalog, host: memoryHost(files), projectParameters: { app: "x" } };
const said = ({ slug, message, location: { source } }: Diagnostic): string => `${source.uri}: ${slug}: ${message}`;

const sourceOf: SourceOf = (uri) => ({ uri, text: files[uri as keyof typeof files] });

function partsOf(groups: readonly (readonly (keyof typeof files)[])[]): readonly BuildUnit<TextFile>[] {
  return groups.flatMap(
    (group) =>
      buildPart(
        group.map((uri) => ({ uri, text: files[uri] })),
        options,
      ).units,
  );
}

describe("build/link", () => {
  it("finds the same however a project is divided into parts", () => {
    const whole = link({ units: partsOf([uris]), others: [], errors: [] }, {}, sourceOf)
      .map(said)
      .toSorted();
    expect(whole).toEqual([
      "alone.chimepolicy: unused-declaration: the constant `unused` is never used",
      "alone.chimepolicy: unused-declaration: the parameter `other` is never used",
      "shared.chimepolicy: unused-declaration: the action set `Idle` is never used",
      "twin.chimepolicy: duplicate-document: two documents of this build are named `auditor`",
    ]);
    for (const groups of [uris.map((uri) => [uri]), [uris.slice(0, 2), uris.slice(2)], [uris.slice(0, 1), uris.slice(1)]])
      expect(
        link({ units: partsOf(groups), others: [], errors: [] }, {}, sourceOf)
          .map(said)
          .toSorted(),
      ).toEqual(whole);
  });

  it("gives the same documents however a project is divided", () => {
    const documentsOf = (units: readonly BuildUnit<TextFile>[]): readonly string[] =>
      units.flatMap((unit) => unit.files.map(({ name, text }) => `${name} ${text}`)).toSorted();
    const apart = documentsOf(partsOf(uris.filter((uri) => uri !== "twin.chimepolicy").map((uri) => [uri])));
    expect(documentsOf(partsOf([uris.filter((uri) => uri !== "twin.chimepolicy")]))).toEqual(apart);
    expect(apart).toHaveLength(3);
  });

  it("loses nothing that is found outside the sources, and says it once", () => {
    const broken = "actions Broken = chime:NoSuch*\n";
    const wrong = {
      ...options,
      host: memoryHost({ ...files, "lib/broken.chimepolicy": broken }),
      projectParameters: { app: 1 },
    };
    const stranger = 'import { Broken } from "./lib/broken"\nrole Stranger { allow Broken on * }\n';
    const sources = [...uris.map((uri) => ({ uri, text: files[uri] })), { uri: "stranger.chimepolicy", text: stranger }];
    for (const entries of [sources, [...sources, { uri: "lib/broken.chimepolicy", text: broken }]]) {
      const linked = (parts: readonly BuildResult[]): readonly string[] => {
        const units = parts.flatMap((part) => part.units);
        const imported = new Map(parts.flatMap((part) => part.imported.map((one) => [one.uri, one] as const)));
        const errors = parts.flatMap((part) =>
          part.imported.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "error")),
        );
        return link({ units, others: othersOf(units, (uri) => imported.get(uri)!), errors }, {}, sourceOf)
          .map(said)
          .toSorted();
      };
      const whole = linked([buildPart(entries, wrong)]);
      expect(whole).toContain("-- parameter app of the configuration: type-mismatch: `app` takes a text, not 1");
      expect(whole).toContain("lib/broken.chimepolicy: pattern-matches-nothing: `chime:NoSuch*` matches no action");
      expect(new Set(whole).size).toBe(whole.length);
      expect(linked(entries.map((entry) => buildPart([entry], wrong)))).toEqual(whole);
    }
  });
});
