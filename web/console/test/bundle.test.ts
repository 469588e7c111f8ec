// @vitest-environment node
// What a browser has to fetch before the home page stands there. Looks at what was built last: `npm run build` first.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const limit_kb = 300;
const dist = join(import.meta.dirname, "../dist");

interface Chunk {
  file: string;
  imports?: string[];
}
type Manifest = Record<string, Chunk>;

/** The chunk and all that it needs at once. */
function needed(manifest: Manifest, name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`the build has no ${name}`);
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of chunk.imports ?? []) needed(manifest, other, seen);
  return seen;
}

const bytes = (file: string) => gzipSync(readFileSync(join(dist, file))).length;

test(`the first load of the home page is at most ${limit_kb} KB of JavaScript`, () => {
  const place = join(dist, ".vite/manifest.json");
  expect(existsSync(place), "nothing is built: npm run build -w console").toBe(true);
  const manifest = JSON.parse(readFileSync(place, "utf8")) as Manifest;
  const first = [
    "index.html",
    "src/features/home/HomePage.tsx",
    "src/app/locales/ja.po",
    "src/features/home/locales/ja.po",
  ];
  const names = new Set(first.flatMap((name) => [...needed(manifest, name)]));
  const files = new Set([...names].map((name) => (manifest[name] as Chunk).file));
  const sizes = [...files].map((file) => ({ file, bytes: bytes(file) }));
  const kb = sizes.reduce((sum, size) => sum + size.bytes, 0) / 1000;
  console.log(`first load: ${kb.toFixed(1)} KB gzip in ${files.size} files`);
  expect(kb).toBeLessThanOrEqual(limit_kb);
});
