/**
 * Fetches the chunks: classic scripts with the page's nonce, from where the tag itself came from, so that a strict CSP
 * holds. See chunk_contract.ts.
 */
import type { ChunkName, ChunkScript, ChunkValues, UseChunk } from "../chunk_contract.ts";
import { later } from "./guard.ts";
import { lent } from "./lent.ts";
import { MAX_CHUNK_LOADS, RETRY_BASE_MS } from "./limits.ts";
import { trustedUrl } from "./trusted_url.ts";

export interface Chunks {
  /** Starts the fetch when the browser has a moment. */
  prefetch(name: ChunkName): void;
  use: UseChunk;
}

interface Chunk {
  value?: unknown;
  loading?: boolean;
  loads: number;
  waiting: ((value: never) => void)[];
}

/** Built at build time: changes with the content of any chunk, so that caches never pair two versions. */
declare const TAG_VERSION: string;

/** One attempt; `onEnd` follows in any case, after `onValue` if there is one. Needs nothing of the language but itself. */
export function fetchChunk(
  folderUrl: string,
  name: ChunkName,
  nonce: string,
  onValue: (value: unknown) => void,
  onEnd = (): void => {},
): void {
  // Where this code runs, whichever page it serves (src/clean_room).
  const { document } = globalThis;
  const script: ChunkScript = document.createElement("script");
  script.async = true;
  script.nonce = nonce;
  script.src = trustedUrl(`${folderUrl}${name}.js?v=${TAG_VERSION}`);
  script.kizukai = { lent, ready: onValue };
  script.onload = script.onerror = () => {
    script.remove();
    onEnd();
  };
  document.head.appendChild(script);
}

/** `folderUrl` ends with a slash. */
export function createChunks(folderUrl: string, nonce: string): Chunks {
  const chunks = new Map<ChunkName, Chunk>();
  const chunkOf = (name: ChunkName): Chunk => {
    const chunk = chunks.get(name) ?? { loads: 0, waiting: [] };
    chunks.set(name, chunk);
    return chunk;
  };

  const load = (name: ChunkName): void => {
    const chunk = chunkOf(name);
    if (chunk.value || chunk.loading || chunk.loads++ >= MAX_CHUNK_LOADS) return;
    chunk.loading = true;
    const ready = (value: unknown): void => {
      chunk.value = value;
      // In a task of its own: to read a chunk and to draw a message are each long enough.
      later(() => {
        for (const run of chunk.waiting.splice(0)) run(value as never);
      }, 0);
    };
    fetchChunk(folderUrl, name, nonce, ready, () => {
      chunk.loading = false;
      if (chunk.waiting.length > 0) later(() => load(name), RETRY_BASE_MS * 2 ** chunk.loads);
    });
  };

  return {
    prefetch(name) {
      if (typeof requestIdleCallback === "function")
        requestIdleCallback(() => load(name), { timeout: 2_000 });
      else later(() => load(name), 200);
    },
    use<N extends ChunkName>(name: N, onReady: (value: ChunkValues[N]) => void) {
      const chunk = chunkOf(name);
      if (chunk.value) return onReady(chunk.value as ChunkValues[N]);
      chunk.waiting.push(onReady as (value: never) => void);
      load(name);
    },
  };
}
