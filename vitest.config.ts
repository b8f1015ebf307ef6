import { configDefaults, defineConfig } from "vitest/config";

const report = process.env["CHIMEPOLICY_REPORT"];

/** Texts of ten megabytes exhaust what the engine has for regular expressions, which depends on what it did before. */
const hostile = "test/parse/hostile.test.ts";

export default defineConfig({
  test: {
    globalSetup: ["test/global-setup.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: process.env["CHIMEPOLICY_LONG"] === "1" ? 7_200_000 : 240_000,
    pool: "threads",
    maxWorkers: "100%",
    projects: [
      // No module of the sources has state that a test could leave behind, and loading them for each file takes long.
      {
        extends: true,
        test: { name: "all", include: ["test/**/*.test.ts"], exclude: [...configDefaults.exclude, hostile], isolate: false },
      },
      { extends: true, test: { name: "hostile", include: [hostile] } },
    ],
    ...(report === undefined ? {} : { reporters: ["default", "json"], outputFile: { json: report } }),
  },
});
