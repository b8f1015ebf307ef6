import { defineConfig } from "vitest/config";

const report = process.env["CHIMEPOLICY_REPORT"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: process.env["CHIMEPOLICY_LONG"] === "1" ? 7_200_000 : 240_000,
    pool: "threads",
    maxWorkers: "100%",
    // No module of the sources has state that a test could leave behind, and loading them for each file takes long.
    isolate: false,
    ...(report === undefined ? {} : { reporters: ["default", "json"], outputFile: { json: report } }),
  },
});
