/**
 * Signal `price_copy` `{}`: the visitor copies a price, as one does who is about to compare it elsewhere.
 *
 * The marked text (at most 200 characters) holds an amount of money, or is part of an element that is named as a price.
 * What is copied out of a field, and longer texts, are none. Nothing of the text is kept or sent. Once a page.
 */
import { isEditable } from "../core/activity.ts";
import { listen } from "../core/guard.ts";
import type { Signal } from "./signal.ts";

const MAX_CHARS = 200;
const AMOUNT = /([¥￥$€£]|JPY|USD|EUR)\s?\d|\d[\d,.]*\s?(円|yen\b|JPY|USD|EUR|[€$£])/i;
const PRICE = '[itemprop=price],[class*="price" i],[data-price]';

export const priceCopy: Signal = {
  defaults: {},
  watch(watch) {
    const stop = listen(document, "copy cut", (event) => {
      const target = event.composedPath()[0];
      const selection = getSelection();
      const text = selection?.toString().trim() ?? "";
      if (isEditable(target) || text === "" || text.length > MAX_CHARS) return;
      const node = selection?.anchorNode;
      const element = node instanceof Element ? node : node?.parentElement;
      if (AMOUNT.test(text) || (/\d/.test(text) && element?.closest(PRICE))) watch.offer({});
    });
    return { check() {}, stop };
  },
};
