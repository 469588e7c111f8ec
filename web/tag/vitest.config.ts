import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { TAG_VERSION: JSON.stringify("test") },
  test: {
    environment: "happy-dom",
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/no_network.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
