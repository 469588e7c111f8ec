/**
 * Page changes inside a single-page shop: history.pushState, history.replaceState, popstate, and coming back out of
 * the back/forward cache. A page is its address without the fragment; a fragment that begins with `#/` or `#!` is
 * a route and counts.
 */
import { guard, listen } from "./guard.ts";

/** `onChange` gets the address of the page before. */
export function watchNavigation(onChange: (previousUrl: string) => void): void {
  let url = location.href;
  const check = guard(() => {
    const previous = url;
    url = location.href;
    if (pageOf(url) !== pageOf(previous)) onChange(previous);
  });
  for (const method of ["pushState", "replaceState"] as const) {
    // A page may have made them its own for good.
    guard(() => {
      const original = history[method];
      history[method] = function (this: History, ...args) {
        original.apply(this, args);
        check();
      };
    })();
  }
  listen(window, "popstate", check);
  listen(window, "pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) onChange(url);
  });
}

const pageOf = (url: string): string => url.replace(/#(?![/!]).*$/, "");
