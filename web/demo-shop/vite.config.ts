import { defineConfig } from "vitest/config";

const kizukai = "http://127.0.0.1:8787";

// One index.html for every path: the server answers each shop path with it, so each link is a full page load.
// While developing, `kizukai demo` answers everything that is not the shop itself.
export default defineConfig({
  base: "/",
  appType: "spa",
  build: { target: "es2022", modulePreload: false, cssCodeSplit: false },
  server: { proxy: { "/v1": kizukai, "/api": kizukai, "/demo": kizukai, "/tag": kizukai } },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
