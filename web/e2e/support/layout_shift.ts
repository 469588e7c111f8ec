/**
 * The layout meter: every movement of what was painted, on every page, from its first paint on. Unlike the Core Web
 * Vital it forgives nothing: what moves right after a press counts too.
 */

export interface Shift {
  path: string;
  value: number;
  /** Right after a press or a key, which the Core Web Vital would forgive. */
  asked: boolean;
  /** What moved, from where to where. */
  sources: string[];
}

/** Runs in each page before its own scripts. */
export const LAYOUT_METER = `(() => {
  const name = (node) => {
    const element = node?.nodeType === 1 ? node : node?.parentElement;
    return element ? element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") +
      (typeof element.className === "string" && element.className ? "." + element.className.trim().replace(/ +/g, ".") : "") : "?";
  };
  const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  new PerformanceObserver((list) => {
    for (const { value, sources, hadRecentInput } of list.getEntries()) {
      window.kizukaiShift({
        path: location.pathname,
        value,
        asked: hadRecentInput,
        sources: Array.from(sources, (each) => name(each.node) + ": " + box(each.previousRect) + " -> " + box(each.currentRect)),
      });
    }
  }).observe({ type: "layout-shift", buffered: true });
})()`;
