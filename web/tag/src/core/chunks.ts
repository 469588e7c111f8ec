/**
 * Fetches the chunks: classic scripts with the page's nonce, from where the tag itself came from, so that a strict CSP
 * holds. See chunk_contract.ts.
 */
import type { ChunkName, ChunkScript, ChunkValues, UseChunk } from "../chunk_contract.ts";
import { later } from "./guard.ts";
import { lent } from "./lent.ts";
import { MAX_CHUNK_LOADS, RETRY_BASE_MS } from "./limits.ts";

export interface Chunks {
  /** Starts the fetch when the browser has a moment. */
  prefetch(name: ChunkName): void;
  use: UseChunk;
}

interface Chunk {
  value?: unknown;
  loading: boolean;
  loads: number;
  waiting: ((value: never) => void)[];
}

/** Built at build time: changes with the content of any chunk, so that caches never pair two versions. */
declare const TAG_VERSION: string;

/** `folderUrl` ends with a slash. */
export function createChunks(folderUrl: string, nonce: string): Chunks {
  const chunks = new Map<ChunkName, Chunk>();
  const chunkOf = (name: ChunkName): Chunk => {
    const chunk = chunks.get(name) ?? { loading: false, loads: 0, waiting: [] };
    chunks.set(name, chunk);
    return chunk;
  };

  const load = (name: ChunkName): void => {
    const chunk = chunkOf(name);
    if (chunk.value || chunk.loading || chunk.loads >= MAX_CHUNK_LOADS) return;
    chunk.loading = true;
    chunk.loads++;
    const script: ChunkScript = document.createElement("script");
    script.async = true;
    script.nonce = nonce;
    script.src = `${folderUrl}${name}.js?v=${TAG_VERSION}`;
    script.kizukai = {
      lent,
      ready(value) {
        chunk.value = value;
        for (const ready of chunk.waiting.splice(0)) ready(value as never);
      },
    };
    const ended = (): void => {
      chunk.loading = false;
      script.remove();
    };
    script.onload = ended;
    script.onerror = () => {
      ended();
      if (chunk.waiting.length > 0) later(() => load(name), RETRY_BASE_MS * 2 ** chunk.loads);
    };
    document.head.appendChild(script);
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
