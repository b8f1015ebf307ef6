import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHome, hasBundlers, runNode, type Home } from "./support.ts";

/** What the server tells its clients: https://vite.dev/guide/api-hmr */
interface Payload {
  readonly type: string;
  readonly updates?: readonly { readonly path: string; readonly acceptedPath: string }[];
  readonly err?: { readonly message: string; readonly frame?: string; readonly loc?: object };
}

interface Result {
  readonly status?: number;
  readonly text?: string;
  readonly told: readonly Payload[];
}

const readingOf = (action: string): string => `policy Reading {\n  allow chime:${action} on chime:meeting(*)\n}\n`;
const configOf = (account: string): string => JSON.stringify({ parameters: { account } });

const files = {
  "accepts.js": 'import policy from "./help-desk.chimepolicy";\nimport.meta.hot.accept("./help-desk.chimepolicy", () => {});\n',
  "reloads.js": 'import policy from "./other.chimepolicy";\nconsole.log(policy);\n',
  "late.js": 'import policy from "./late.chimepolicy";\nimport.meta.hot.accept("./late.chimepolicy", () => {});\n',
  "help-desk.chimepolicy":
    'import { Reading } from "./parts/reading"\nparam account: account = "*"\nrole HelpDesk {\n  include Reading\n  allow chime:CreateAttendee on chime:meeting(*)\n}\n',
  "other.chimepolicy": 'import { Reading } from "./parts/reading"\nrole Other {\n  include Reading\n}\n',
  "late.chimepolicy": 'import { Reading } from "./parts/late"\nrole Late {\n  include Reading\n}\n',
  "early.js": 'import policy from "./early.chimepolicy";\nconsole.log(policy);\n',
  "early.chimepolicy": 'import { Reading } from "./parts/to-come"\nrole Early {\n  include Reading\n}\n',
  "parts/reading.chimepolicy": readingOf("GetMeeting"),
  "parts/late.chimepolicy": readingOf("GetMeting"),
  "chimepolicy.config.json": configOf("111122223333"),
};

const steps = {
  page: { get: "/accepts.js" },
  first: { get: "/help-desk.chimepolicy?import" },
  edit: { write: "parts/reading.chimepolicy", text: readingOf("ListAttendees") },
  second: { get: "/help-desk.chimepolicy?import" },
  configure: { write: "chimepolicy.config.json", text: configOf("444455556666") },
  third: { get: "/help-desk.chimepolicy?import" },
  break: { write: "parts/reading.chimepolicy", text: readingOf("ListAtendees") },
  broken: { get: "/help-desk.chimepolicy?import" },
  mend: { write: "parts/reading.chimepolicy", text: readingOf("GetAttendee") },
  mended: { get: "/help-desk.chimepolicy?import" },
  "late page": { get: "/late.js" },
  late: { get: "/late.chimepolicy?import" },
  "mend late": { write: "parts/late.chimepolicy", text: readingOf("GetMeeting") },
  "late mended": { get: "/late.chimepolicy?import" },
  "early page": { get: "/early.js" },
  early: { get: "/early.chimepolicy?import" },
  "write import": { write: "parts/to-come.chimepolicy", text: readingOf("GetMeeting") },
  "early again": { get: "/early.chimepolicy?import" },
  raw: { get: "/early.chimepolicy?import&raw" },
  "other page": { get: "/reloads.js" },
  other: { get: "/other.chimepolicy?import" },
  "edit other": { write: "other.chimepolicy", text: "role Other {\n  allow chime:CreateMeeting\n}\n" },
  "other edited": { get: "/other.chimepolicy?import" },
};

describe.skipIf(!hasBundlers())("the server of Vite", () => {
  let home: Home;
  let results: Readonly<Record<keyof typeof steps, Result>>;

  beforeAll(async () => {
    home = await createHome();
    const folder = home.folder(files);
    const program = join(home.path, "programs/vite-server.mjs");
    const { out, err, status } = await runNode([program, folder, JSON.stringify(Object.values(steps))], home.path);
    expect(status, err).toBe(0);
    const list = JSON.parse(out.split("\n").at(-1)!) as Result[];
    results = Object.fromEntries(Object.keys(steps).map((name, index) => [name, list[index]!])) as typeof results;
  }, 60_000);
  afterAll(() => home.remove());

  it("gives a source as a module", () => {
    expect(results.first.status).toBe(200);
    expect(results.first.text).toContain('"chime:GetMeeting"');
    expect(results.first.text).toContain("document0 as default");
  });

  it("updates the program that accepts a source when a file changes that it imports", () => {
    expect(updatesOf(results.edit)).toContainEqual({ path: "/accepts.js", acceptedPath: "/help-desk.chimepolicy" });
    expect(results.second.text).toContain('"chime:ListAttendees"');
  });

  it("does so when the configuration changes", () => {
    expect(results.second.text).toContain("111122223333");
    expect(updatesOf(results.configure)).toContainEqual({ path: "/accepts.js", acceptedPath: "/help-desk.chimepolicy" });
    expect(results.third.text).toContain("444455556666");
  });

  it("shows a mistake over the page, and recovers when it is mended", () => {
    expect(results.broken.status).toBe(500);
    const error = results.broken.told.find(({ type }) => type === "error")?.err;
    expect(error?.message).toContain("unknown action `chime:ListAtendees`");
    expect(error?.frame).toContain("did you mean `chime:ListAttendees`?");
    expect(error?.loc).toMatchObject({ line: 4 });
    expect(updatesOf(results.mend)).toContainEqual({ path: "/accepts.js", acceptedPath: "/help-desk.chimepolicy" });
    expect(results.mended.status).toBe(200);
    expect(results.mended.text).toContain('"chime:GetAttendee"');
  });

  it("recovers too where the mistake was there from the start, in a file that is imported", () => {
    expect(results.late.status).toBe(500);
    expect(results["mend late"].told.map(({ type }) => type)).toContain("full-reload");
    expect(results["late mended"].text).toContain('"chime:GetMeeting"');
  });

  it("recovers when a file is written that a source imports", () => {
    expect(results.early.status).toBe(500);
    expect(results["write import"].told.map(({ type }) => type)).toContain("full-reload");
    expect(results["early again"].text).toContain('"chime:GetMeeting"');
  });

  it("leaves a source with a query to Vite", () => {
    expect(results.raw.status).toBe(200);
    expect(results.raw.text).toContain("role Early {");
  });

  it("reloads the page where nothing accepts a source", () => {
    expect(results["edit other"].told.map(({ type }) => type)).toContain("full-reload");
    expect(results["other edited"].text).toContain('"chime:CreateMeeting"');
  });
});

function updatesOf({ told }: Result): readonly object[] {
  return told.flatMap(({ updates = [] }) => updates.map(({ path, acceptedPath }) => ({ path, acceptedPath })));
}
