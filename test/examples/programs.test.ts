import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodeHost, nodeCatalog } from "../../src/hosts/node.ts";
import { check, compile } from "../../src/index.ts";
import { createHome, runNode, type Home } from "../bundlers/support.ts";
import { differences, type JsonDocument } from "../stdlib/grants.ts";

const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
const catalog = nodeCatalog();

/** The documents of an example's only source, by name, with nothing above a suggestion said of it. */
function documentsOf(example: string, parameters: Readonly<Record<string, string>>): Readonly<Record<string, JsonDocument>> {
  const folder = join(examples, example);
  const host = createNodeHost(folder);
  const [uri = ""] = readdirSync(folder).filter((name) => name.endsWith(".chimepolicy"));
  const entries = [{ uri, text: readFileSync(join(folder, uri), "utf8") }];
  const { diagnostics } = check(entries, { host, catalog, parameters });
  expect(diagnostics.filter(({ severity }) => severity !== "suggestion").map(({ message }) => message)).toEqual([]);
  const { files } = compile(entries, { host, catalog, parameters });
  return Object.fromEntries(files.map(({ name, text }) => [name, JSON.parse(text) as JsonDocument]));
}

/** Whether the packages of an example are installed; says so where they are not. */
function isInstalled(example: string): boolean {
  const present = existsSync(join(examples, example, "node_modules"));
  if (!present) console.log(`skipped: the packages of examples/${example} are not installed (npm ci --prefix examples/${example})`);
  return present;
}

describe("the programs among the examples", () => {
  let home: Home;
  let register: string;

  beforeAll(async () => {
    home = await createHome();
    register = join(home.path, "node_modules/chimepolicy/dist/register.js");
  }, 60_000);
  afterAll(() => home.remove());

  describe.skipIf(!isInstalled("cdk"))("examples/cdk", () => {
    const synthesise = (out: string, env: Readonly<Record<string, string>>): ReturnType<typeof runNode> =>
      runNode(["--import", register, "app.js"], join(examples, "cdk"), { CDK_OUTDIR: join(home.path, out), ...env });

    const joined = ["joined", { CDK_CONTEXT_JSON: '{"@aws-cdk/aws-iam:minimizePolicies":true}' }] as const;
    it.concurrent.each([joined, ...(isLong ? [["apart", {}] as const] : [])])(
      "has in its template what the source grants, its statements %s",
      async (out, env) => {
        const { err, status } = await synthesise(out, { CHIMEPOLICY_ENV: "prod", ...env });
        expect(status, err).toBe(0);
        const { Resources } = JSON.parse(readFileSync(join(home.path, out, "Webinar.template.json"), "utf8")) as Template;
        const policies = Object.entries(Resources).filter(([, { Type }]) => Type === "AWS::IAM::ManagedPolicy");
        const documents = documentsOf("cdk", { account: "444455556666", region: "eu-central-1" });
        expect(policies).toHaveLength(Object.keys(documents).length);
        for (const [name, document] of Object.entries(documents)) {
          const [, resource] = policies.find(([id]) => id.startsWith(`${name}Policy`))!;
          expect(await differences(document, resource.Properties.PolicyDocument!)).toEqual([]);
        }
        expect(JSON.stringify(documents)).toContain("arn:aws:chime:eu-central-1:444455556666:meeting/*");
      },
    );

    it("is not synthesised without an environment, which has the account", async () => {
      const { err, status } = await synthesise("none", {});
      expect(status).toBe(1);
      expect(err).toContain("the parameter `account` has no value");
      expect(err).toContain("give it one in `parameters` of `chimepolicy.config.json`");
      expect(existsSync(join(home.path, "none/Webinar.template.json"))).toBe(false);
    });
  });

  describe.skipIf(!isInstalled("pulumi"))("examples/pulumi", () => {
    it("hands the document of its source to AWS", async () => {
      const program = join(import.meta.dirname, "pulumi-mocks.mjs");
      const folder = join(examples, "pulumi");
      const { out, err, status } = await runNode(["--import", register, program, folder], folder);
      expect(status, err).toBe(0);
      const { Recorder: policy } = documentsOf("pulumi", { bucket: "webinar-recordings" });
      expect(JSON.parse(out)).toEqual([{ type: "aws:iam/policy:Policy", name: "recorder", inputs: { policy } }]);
    });
  });
});

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: { readonly PolicyDocument?: JsonDocument } }>>;
}
