import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** What measures time, and what hides tabs behind each other as a person does, wants machine and browser for itself. */
const ALONE = [
  "test/journey.test.ts",
  "test/lifecycle.test.ts",
  "test/long_tasks.test.ts",
  "test/meters.test.ts",
  "test/signals.test.ts",
  "test/signals_more.test.ts",
  "test/console/scale.test.ts",
  "test/console/segment_editor.test.ts",
  "test/console/speed.test.ts",
  "test/console/studio.test.ts",
];

// Each of the two has one Chromium, which its files share. Much of what a browser test does is to wait, so that two files
// side by side take less time than one after the other, also on two cores.
export default defineConfig({
  test: {
    globalSetup: ["support/chromium.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "beside",
          include: ["test/**/*.test.ts"],
          exclude: ALONE,
          maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "alone", include: ALONE, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
