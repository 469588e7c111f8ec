/** When an interruption may arrive: the page is there, nothing on it is moving, and nobody is typing. */
import { monotonicMs } from "../core/environment.ts";
import { listen } from "../core/guard.ts";
import type { RendererHost } from "../renderer_contract.ts";

/** The page counts as still after so long without scrolling. */
const STILL_MS = 400;
/** A page that never finishes loading keeps nobody waiting longer. */
const LOADING_MAX_MS = 4_000;

export function watchCalm(host: RendererHost): () => boolean {
  const startedAtMs = monotonicMs();
  let movedAtMs = startedAtMs - STILL_MS;
  const moved = (): void => {
    movedAtMs = monotonicMs();
  };
  listen(document, "scroll wheel touchmove", moved);
  return () => {
    const nowMs = monotonicMs();
    const loaded = document.readyState === "complete" || nowMs - startedAtMs >= LOADING_MAX_MS;
    return !!document.body && loaded && nowMs - movedAtMs >= STILL_MS && host.activity() !== "typing";
  };
}
