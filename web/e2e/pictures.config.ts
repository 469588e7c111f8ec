import { defineConfig } from "vitest/config";

// `npm run pictures`: the pictures of the README, taken from the running demo into docs/pictures.
export default defineConfig({
  test: {
    include: ["pictures/**/*.pictures.ts"],
    globalSetup: ["support/chromium.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
