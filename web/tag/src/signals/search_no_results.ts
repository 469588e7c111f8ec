/**
 * Signal `search_no_results` `{count}`: searches of this visit that found nothing. What was searched for is not sent.
 *
 * A search without a result is, in this order:
 * 1. the event `Products Searched` (also through the data layer) with `results`, `results_count`, `result_count`,
 *    `number_of_results` or `total` 0, or an empty list `products`; one that names more has found something;
 * 2. an element marked `data-kizukai-no-results`;
 * 3. a page whose address has a search parameter (`q`, `s`, `query`, `keyword`, `keywords`, `search`, `word`, `name`)
 *    and whose main part says so (「見つかりませんでした」, "no results").
 * One address counts once in a row. Reported when an armed `params.count` is reached; without one, at 1.
 */
import type { Noted, Signal, Watch } from "./signal.ts";

const COUNTS = ["results", "results_count", "result_count", "number_of_results", "total"];
const SEARCH_PARAMETER = /[?&](q|s|query|keywords?|search|word|name)=[^&]/i;
const SAYS_NOTHING =
  /見つかりません|該当する(商品|結果)[はが](ありません|ございません)|商品がありません|(^|[^\d,.])0\s*件|no (matching )?(results?|products?|items?|matches)\b|did not match|nothing (was )?found|(^|[^\d,.])0 (results?|products?|items?)\b/i;
const LOOKED_AT_CHARS = 4_000;

export const searchNoResults: Signal = {
  defaults: { count: 1 },
  watch(watch) {
    const check = (): void => {
      if (!foundNothing(watch.tracked())) return;
      const count = note(watch);
      watch.offer({ count });
    };
    check();
    return { check, stop() {} };
  },
};

function foundNothing(tracked: readonly Noted[]): boolean {
  const searches = tracked.filter(({ name }) => name === "Products Searched");
  const last = searches[searches.length - 1]?.properties;
  if (last) {
    const named = COUNTS.map((name) => last[name]).filter((value) => value !== undefined && value !== null);
    if (named.length > 0) return Number(named[0]) === 0;
    if (Array.isArray(last.products)) return last.products.length === 0;
  }
  if (document.querySelector("[data-kizukai-no-results]")) return true;
  if (!SEARCH_PARAMETER.test(location.search)) return false;
  const main = document.querySelector("main,[role=main],#main,#content") ?? document.body;
  return SAYS_NOTHING.test((main.textContent ?? "").slice(0, LOOKED_AT_CHARS));
}

/** Counts this address once; a number stands for it. */
function note(watch: Watch): number {
  const count = Number(watch.recall("searches") ?? 0);
  const address = hash(location.pathname + location.search);
  if (watch.recall("searched") === address) return count;
  watch.remember("searched", address);
  watch.remember("searches", count + 1);
  return count + 1;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
