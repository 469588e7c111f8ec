import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { RENDERER_VERSION: JSON.stringify("test") },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"], restoreMocks: true, unstubGlobals: true },
});
