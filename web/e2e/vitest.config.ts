import { defineConfig } from "vitest/config";

// One file after the other: they share one Chromium, and two cores have enough to do with it and the server.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["support/chromium.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
