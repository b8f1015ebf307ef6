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
    ...(report === undefined ? {} : { reporters: ["default", "json"], outputFile: { json: report } }),
  },
});
