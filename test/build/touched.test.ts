import { describe, expect, it } from "vitest";
import { createCatalog, type Catalog } from "../../src/catalog/catalog.ts";
import { compareCatalogs } from "../../src/catalog/compare.ts";
import { memoryHost } from "../../src/host.ts";
import { touchedByCatalog, type Touched } from "../../src/touched-by-catalog.ts";
import { otherChime } from "../catalog/small.ts";
import { source, sourceWith } from "../catalog/source.ts";
import { catalog } from "../suite.ts";

const files = {
  "auditor.chimepolicy": `import { Reading } from "./shared"

role Auditor {
  allow Reading on *
  allow chime:List* on *
}
`,
  "shared.chimepolicy": "actions Reading = chime:*[read]\n",
  "others.chimepolicy": `policy Names {
  allow chime:ListMeetings
}
role Guard {
  deny chime:List* on *
  deny chime:* except chime:{Get*, List*} on *
}
role All {
  allow * except chime:List* on *
}
role Untouched {
  allow chime:{CreateMeeting, Get*} on *
  allow s3:* on *
}
`,
};
const entries = Object.entries(files).map(([uri, text]) => ({ uri, text }));

/** The installed catalog without an action that lists, and with another one; one action reads what it listed before. */
const earlier = createCatalog(
  otherChime((words) => [
    ...words
      .filter((word) => !word.startsWith("ListMeetings:"))
      .map((word) => (word.startsWith("GetMessagingSessionEndpoint:") ? word.replace(":r", ":l") : word)),
    "ListZebras:l000000",
  ]),
);

const touch = (before: Catalog, after: Catalog, only?: string): Touched =>
  touchedByCatalog(entries, { host: memoryHost(files) }, { before, after }, compareCatalogs(before, after, only));
const told = ({ documents }: Touched): unknown =>
  Object.fromEntries(
    documents.map(({ document, widened, narrowed, gone, changed, isRewritten }) => [
      document,
      [
        ...widened.map(({ effect, expression, actions }) => `widened ${effect} ${expression}: ${actions.join(" ")}`),
        ...narrowed.map(({ effect, expression, actions }) => `narrowed ${effect} ${expression}: ${actions.join(" ")}`),
        ...gone.map((name) => `gone ${name}`),
        ...changed.map((name) => `changed ${name}`),
        ...(isRewritten ? ["rewritten"] : []),
      ],
    ]),
  );

describe("build/touched", () => {
  it("says which documents a later catalog widens and narrows, by what", () => {
    const touched = touch(earlier, catalog);
    expect(told(touched)).toEqual({
      Auditor: [
        "widened Allow chime:List*: chime:ListMeetings",
        "widened Allow chime:*[read]: chime:GetMessagingSessionEndpoint",
        "narrowed Allow chime:List*: chime:ListZebras",
      ],
      Guard: ["widened Deny chime:List*: chime:ListZebras", "narrowed Deny chime:List*: chime:ListMeetings"],
    });
    expect(touched.total).toBe(5);
    expect(touched.errors).toEqual([]);
  });

  it("says which names are gone, and what does not compile without them", () => {
    const touched = touch(catalog, earlier);
    expect(told(touched)).toMatchObject({ Names: ["gone chime:ListMeetings"] });
    expect(touched.errors.map(({ slug, location }) => `${slug} ${location.source.uri}:${location.start}`)).toEqual([
      `unknown-action others.chimepolicy:${files["others.chimepolicy"].indexOf("chime:ListMeetings")}`,
    ]);
  });

  it("counts what everything but something comes to hold", () => {
    const other = createCatalog(otherChime((words) => words.filter((word) => !/^(DeleteMeeting|ListMeetings):/.test(word))));
    expect(told(touch(other, catalog))).toMatchObject({
      All: ["widened Allow * except chime:List*: chime:DeleteMeeting"],
      Guard: ["narrowed Deny chime:List*: chime:ListMeetings", "narrowed Deny chime:* except chime:{Get*, List*}: chime:DeleteMeeting"],
    });
  });

  it("says of names which actions changed, and where resources come out otherwise", () => {
    const chime = source.read("chime")!.replaceAll(":meeting/${", ":meetings/${");
    const index = source.read("index")!.replace(/(^|[;"])chime (\d+) \d+ /, `$1chime $2 ${chime.length} `);
    const other = createCatalog(sourceWith({ chime, index }));
    const reader = "role Reader {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n";
    const { documents } = touchedByCatalog([{ uri: "reader.chimepolicy", text: reader }], {}, { before: other, after: catalog });
    expect(documents).toMatchObject([{ document: "Reader", isRewritten: true, widened: [], narrowed: [], gone: [], changed: [] }]);
    const levels = createCatalog(otherChime((words) => words.map((word) => word.replace(/^GetMeeting:r/, "GetMeeting:l"))));
    const changed = touchedByCatalog([{ uri: "reader.chimepolicy", text: reader }], {}, { before: levels, after: catalog });
    expect(changed.documents).toMatchObject([{ document: "Reader", isRewritten: false, changed: ["chime:GetMeeting"] }]);
  });

  it("says nothing where the catalogs are the same, or differ elsewhere", () => {
    expect(touch(catalog, catalog).documents).toEqual([]);
    expect(touch(earlier, catalog, "s3").documents).toEqual([]);
  });
});
