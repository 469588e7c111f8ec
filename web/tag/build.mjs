/**
 * Builds dist/tag.js (the core), dist/tag/renderer.js (the lazy chunk) and dist/snippet.js, minified, for ES2020.
 * Source maps are not made: what a shop serves is what is here.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const inlineCss = {
  name: "inline-css",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: `${resolveDir}/${path.replace("?inline", "")}`,
      namespace: "inline-css",
    }));
    onLoad({ filter: /.*/, namespace: "inline-css" }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
        charset: "utf8",
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

async function bundle(entry, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    write: false,
    plugins: [inlineCss],
    define,
  });
  return outputFiles[0].text;
}

const renderer = await bundle("src/renderer/index.ts");
const version = createHash("sha256").update(renderer).digest("hex").slice(0, 8);
const core = await bundle("src/core/index.ts", { RENDERER_VERSION: JSON.stringify(version) });
const snippet = await transform(await readFile(here("src/snippet.js"), "utf8"), {
  minify: true,
  target: "es2020",
});

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist/tag"), { recursive: true });
await writeFile(here("dist/tag.js"), core);
await writeFile(here("dist/tag/renderer.js"), renderer);
await writeFile(here("dist/snippet.js"), snippet.code);
