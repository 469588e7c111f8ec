/**
 * Signal `product_pingpong` `{switches, products}`: going to and fro between products, undecided.
 *
 * The visit's trail is the row of products looked at, over pages and tabs, the last 12; the same one twice running is
 * one. A product page is one on which `Product Viewed` was tracked (also through the data layer), else one whose markup
 * says so (`og:type` product, schema.org Product as microdata or JSON-LD), named by its path then. Coming back to the
 * tab of a product is looking at it again.
 * `switches`: views of a product that was in the trail already; `products`: different ones among those gone to and
 * fro between. Reported when an armed `params.switches` is reached; without one, at 2 (A, B, A, B).
 */
import { listen } from "../core/guard.ts";
import type { Noted, Signal } from "./signal.ts";

const TRAIL = 12;
const MARKUP = 'meta[property="og:type"][content*="product" i],[itemtype$="schema.org/Product"]';

export const productPingpong: Signal = {
  defaults: { switches: 2 },
  watch(watch) {
    const look = (): void => {
      const product = document.hidden ? undefined : productOf(watch.tracked());
      if (product === undefined) return;
      const kept = watch.recall("products");
      let trail = Array.isArray(kept) ? kept.map(String) : [];
      if (trail[trail.length - 1] !== product) {
        trail = [...trail.slice(1 - TRAIL), product];
        watch.remember("products", trail);
      }
      const again = trail.filter((each, i) => trail.indexOf(each) < i);
      watch.offer({ switches: again.length, products: new Set(again).size });
    };
    const stop = listen(document, "visibilitychange", look);
    look();
    return { check: look, stop };
  },
};

function productOf(tracked: readonly Noted[]): string | undefined {
  const views = tracked.filter(({ name }) => name === "Product Viewed");
  const last = views[views.length - 1]?.properties;
  const id = last && (last.product_id ?? last.sku ?? last.id ?? last.name);
  if (id !== undefined && id !== null) return String(id).slice(0, 100);
  if (document.querySelector(MARKUP) || saysProduct()) return location.pathname.slice(0, 100);
  return undefined;
}

/** A list page describes many products; a product page describes one. */
function saysProduct(): boolean {
  const texts = Array.from(
    document.querySelectorAll('script[type="application/ld+json"]'),
    (script) => script.textContent ?? "",
  );
  return (texts.join().match(/"@type"\s*:\s*"Product"/g) ?? []).length === 1;
}
