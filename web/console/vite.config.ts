import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { linguiMacros } from "./build/macros.ts";

// A running `kizukai demo` or `kizukai serve`; KIZUKAI_URL names another one.
const kizukai = process.env.KIZUKAI_URL ?? "http://127.0.0.1:8787";
// The browser's own host is passed on: the server refuses changes that come from another one.
const server = { target: kizukai, changeOrigin: false };
const port = Number(process.env.CONSOLE_PORT ?? 5173);

export default defineConfig({
  base: "/console/",
  plugins: [linguiMacros(), lingui({ failOnCompileError: true }), react()],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What many pages share comes in one file rather than in sixty of a few hundred bytes.
        advancedChunks: {
          groups: [{ name: "parts", test: /node_modules|src\/(ui|words|api)\//, minShareCount: 5 }],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    port,
    strictPort: true,
    // The handbook's chapters stand beside web/.
    fs: { allow: ["../.."] },
    proxy: { "/api": server, "/demo": server, "/tag": server, "/media": server },
  },
  test: {
    environment: "happy-dom",
    include: ["test/**/*.test.{ts,tsx}", "src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
