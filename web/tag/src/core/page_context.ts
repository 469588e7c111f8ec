/** What each request tells about where the visitor is. */
import type { DeviceContext, PageContext } from "./wire.ts";

/** `referrer`: of the document, or the page before within a single-page shop. */
export function readPage(referrer: string): PageContext {
  return {
    url: location.href,
    path: location.pathname,
    title: document.title,
    referrer,
    search: location.search,
  };
}

/** A finger and a short side under 600 px is a phone; a finger alone a tablet. */
export function readDevice(): DeviceContext {
  const finger = window.matchMedia?.("(pointer: coarse)").matches ?? false;
  const shortSide = Math.min(screen.width || window.innerWidth, screen.height || window.innerHeight);
  return {
    type: finger ? (shortSide < 600 ? "phone" : "tablet") : "desktop",
    width: window.innerWidth,
    height: window.innerHeight,
  };
}

export function readLocale(option?: string): string {
  return option || document.documentElement.lang || navigator.language || "ja";
}

/** How the document came to be here, where the browser tells. */
export const readTiming = (): PerformanceNavigationTiming | undefined =>
  performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;

/** From the start of the navigation to the end of the page's `load`, in milliseconds; nothing before that end. */
export function readLoadMs(): number | undefined {
  const timing = readTiming();
  return timing?.loadEventEnd ? Math.round(timing.loadEventEnd - timing.startTime) : undefined;
}
