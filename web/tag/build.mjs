/**
 * Builds dist/tag.js (the core), dist/tag/*.js (the lazy chunks) and dist/snippet.js, minified, for ES2020; and beside the
 * chunks dist/tag/preview.*, the page in which the console shows messages, drawn with those chunks.
 * Source maps are not made: what a shop serves is what is here.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { minifySync } from "vite";

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

/** Chunks, by name: fetched by the core when they are needed (src/chunk_contract.ts). */
const CHUNKS = {
  clean_room: "src/clean_room/index.ts",
  data_layer: "src/data_layer/index.ts",
  page_look: "src/page_look/index.ts",
  renderer: "src/renderer/index.ts",
  rich: "src/rich/index.ts",
  inline: "src/inline/index.ts",
  signals: "src/signals/index.ts",
};

/** Module file name → names in it that the core lends to the chunks, as `src/core/lent.ts` imports them. */
const lentNames = new Map(
  Array.from(
    (await readFile(here("src/core/lent.ts"), "utf8")).matchAll(/^import \{ (.+) \} from "\.\/(.+)";$/gm),
    ([, names, module]) => [here(`src/core/${module}`), names.split(", ")],
  ),
);

/** In a chunk, the core's modules are those that the core lends; a name that is not lent does not build. */
const lentModules = {
  name: "lent-modules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      return lentNames.has(file) ? { path: file, namespace: "lent" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "lent" }, ({ path }) => ({
      // What a chunk does not use of it is left out below.
      contents: `const { lent } = globalThis.document.currentScript.kizukai;
        ${lentNames
          .get(path)
          .map((name) => `export const ${name} = lent.${name};`)
          .join("\n")}`,
    }));
  },
};

/**
 * Names that mean the shop's page, wherever the code runs (src/core/page.ts). Everything else (`JSON`, `Array`, `fetch`,
 * `setTimeout` …) is the language of the window that the code runs in.
 */
const PAGE_NAMES = [
  ..."window document location history navigator screen".split(" "),
  ..."Element HTMLElement HTMLInputElement HTMLTextAreaElement HTMLSelectElement Node CSSStyleSheet".split(
    " ",
  ),
  ..."IntersectionObserver MutationObserver ResizeObserver requestAnimationFrame requestIdleCallback".split(
    " ",
  ),
  ..."getComputedStyle getSelection innerWidth innerHeight scrollX scrollY matchMedia Image".split(" "),
];
const PAGE = Object.fromEntries(
  PAGE_NAMES.map((name) => [name, name === "window" ? "shopPage" : `shopPage.${name}`]),
);

/**
 * Names of fields that neither the public API, nor the wire, nor storage, nor the browser knows: made short, the same
 * way in every bundle.
 */
const OUR_OWN = [
  ..."decideUrl chunkFolder dropSuperseded retryAfterMs onResponse onRejected release prefetch maySend".split(
    " ",
  ),
  ..."loading loads waiting begin claim adopt beacon hurry wake settle epoch navigate isOpen emit record".split(
    " ",
  ),
  ..."takeDown isShown isEditable useChunk safeUrl fromJson deepFocus timerSlot monotonicMs newPage".split(
    " ",
  ),
  ..."pageSeconds activeTime idleMs activeMs createHost buildCard watchSeen spoken".split(" "),
  ..."byteLength isoNow newId wallMs toJson guard later listen focused take dress shown".split(" "),
];
const mangleProps = new RegExp(`^(${OUR_OWN.join("|")})$`);
let mangleCache = {};

async function bundle(entry, define = {}, plugins = []) {
  const built = await build({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    write: false,
    plugins: [inlineCss, ...plugins],
    define: { ...PAGE, ...define },
    inject: [here("src/core/page.ts")],
    mangleProps,
    mangleCache,
  });
  mangleCache = built.mangleCache;
  // A second pass with another minifier: each finds what the other leaves, 4 % of the gzip together.
  const options = {
    compress: { target: "es2020", treeshake: { propertyReadSideEffects: false } },
    mangle: { toplevel: true },
  };
  return minifySync(entry, built.outputFiles[0].text, options).code;
}

const chunks = new Map();
for (const [name, entry] of Object.entries(CHUNKS)) chunks.set(name, await bundle(entry, {}, [lentModules]));
const version = createHash("sha256")
  .update([...chunks.values()].join())
  .digest("hex")
  .slice(0, 8);
const core = await bundle("src/core/index.ts", { TAG_VERSION: JSON.stringify(version) });
const preview = await bundle("src/preview/index.ts", { TAG_VERSION: JSON.stringify(version) });
const snippet = await transform(await readFile(here("src/snippet.js"), "utf8"), {
  minify: true,
  target: "es2020",
});

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist/tag"), { recursive: true });
await writeFile(here("dist/tag.js"), core);
for (const [name, code] of chunks) await writeFile(here(`dist/tag/${name}.js`), code);
await writeFile(here("dist/tag/preview.js"), preview);
for (const name of ["preview.html", "preview.css"]) {
  await copyFile(here(`src/preview/${name}`), here(`dist/tag/${name}`));
}
await writeFile(here("dist/snippet.js"), snippet.code);
