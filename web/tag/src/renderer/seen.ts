/** `seen`: at least half of a message in the viewport, in a visible tab, for 500 ms without a break. */
import { listen, timerSlot } from "../core/guard.ts";
import { SEEN_MS, SEEN_RATIO } from "../core/limits.ts";

/** Calls back once; the answer stops watching. What stands aside (`visibility: hidden`) is not seen. */
export function watchSeen(node: Element, onSeen: () => void): () => void {
  let inView = false;
  const timer = timerSlot(() => {
    if (getComputedStyle(node).visibility === "hidden") return update();
    stop();
    onSeen();
  });
  const update = (): void => {
    if (inView && !document.hidden) timer.set(SEEN_MS);
    else timer.clear();
  };
  const observer =
    typeof IntersectionObserver === "function"
      ? new IntersectionObserver(
          (entries) => {
            inView = (entries[entries.length - 1]?.intersectionRatio ?? 0) >= SEEN_RATIO;
            update();
          },
          { threshold: SEEN_RATIO },
        )
      : undefined;
  const stop = (): void => {
    timer.clear();
    observer?.disconnect();
    deafen();
  };
  const deafen = listen(document, "visibilitychange", update);
  observer?.observe(node);
  return stop;
}
