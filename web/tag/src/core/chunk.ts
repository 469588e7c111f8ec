/** Fetches the renderer: a classic script with the page's nonce, so that a strict CSP holds. */
import { RENDERER_EVENT, type RendererFactory } from "../renderer_contract.ts";
import { later } from "./guard.ts";
import { MAX_RENDERER_LOADS, RETRY_BASE_MS } from "./limits.ts";

export interface Chunk {
  /** Starts the fetch when the browser has a moment. */
  prefetch(): void;
  /** Calls back with the factory, now or when it has arrived. */
  use(onReady: (factory: RendererFactory) => void): void;
}

export function createChunk(url: string, nonce: string): Chunk {
  let factory: RendererFactory | undefined;
  let loading = false;
  let loads = 0;
  let waiting: ((factory: RendererFactory) => void)[] = [];

  const load = (): void => {
    if (factory || loading || loads >= MAX_RENDERER_LOADS) return;
    loading = true;
    loads++;
    const script = document.createElement("script");
    script.async = true;
    script.nonce = nonce;
    script.src = url;
    script.addEventListener(RENDERER_EVENT, (event) => {
      factory = (event as CustomEvent<RendererFactory>).detail;
      for (const ready of waiting) ready(factory);
      waiting = [];
    });
    script.addEventListener("load", () => {
      loading = false;
      script.remove();
    });
    script.addEventListener("error", () => {
      loading = false;
      script.remove();
      if (waiting.length > 0) later(load, RETRY_BASE_MS * 2 ** loads);
    });
    document.head.appendChild(script);
  };

  return {
    prefetch() {
      if (typeof requestIdleCallback === "function") requestIdleCallback(load, { timeout: 2_000 });
      else later(load, 200);
    },
    use(onReady) {
      if (factory) return onReady(factory);
      waiting.push(onReady);
      load();
    },
  };
}
