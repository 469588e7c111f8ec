/** `seen`: at least half of a message in the viewport, in a visible tab, for 500 ms without a break. */
import { SEEN_MS, SEEN_RATIO } from "../core/limits.ts";

/** Calls back once; the answer stops watching. What stands aside (`visibility: hidden`) is not seen. */
export function watchSeen(node: Element, onSeen: () => void): () => void {
  let inView = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = (): void => {
    clearTimeout(timer);
    if (!inView || document.hidden) return;
    timer = setTimeout(() => {
      if (getComputedStyle(node).visibility === "hidden") return update();
      stop();
      onSeen();
    }, SEEN_MS);
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
    clearTimeout(timer);
    observer?.disconnect();
    document.removeEventListener("visibilitychange", update);
  };
  observer?.observe(node);
  document.addEventListener("visibilitychange", update);
  return stop;
}
