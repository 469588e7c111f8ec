/**
 * One change of what the page says: a text, a picture, a link, the order of blocks. Texts go in as text and addresses
 * pass the tag's own check; the page's nodes stay the same nodes, so that its scripts keep what they hold.
 */
import { safeUrl } from "../core/links.ts";
import type { Rewrite } from "../core/wire.ts";

/** Makes it; the answer takes it back, as far as the page has not changed it since. */
export type Undo = () => void;

export interface Change {
  /** Whether the target says it already. */
  holds(target: Element): boolean;
  make(target: Element): Undo;
}

/** What no text belongs into. */
const UNTOUCHED = "head,script,style,input,textarea,select,kizukai-message";

export function findTarget({ selector }: Rewrite): Element | undefined {
  const target = document.querySelector(selector);
  return target && !target.closest(UNTOUCHED) ? target : undefined;
}

/** What a rewrite consists of. What is not allowed (an address, say) is left out. */
export function changesOf({ text, image, href, order }: Rewrite): Change[] {
  const link = safeUrl(href)?.href;
  const picture = image && safeUrl(image.src)?.href;
  return [
    text !== undefined && textChange(text),
    image && picture && attributeChange("img", { src: picture, alt: image.alt, srcset: null, sizes: null }),
    link && attributeChange("a", { href: link }),
    order && orderChange(order),
  ].filter((change): change is Change => !!change);
}

function textChange(text: string): Change {
  return {
    holds: (target) => (target.textContent ?? "").trim() === text.trim(),
    make(target) {
      const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
      const nodes: Text[] = [];
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        if (node.data.trim()) nodes.push(node);
      }
      const first = nodes[0] ?? target.appendChild(document.createTextNode(""));
      if (nodes.length === 0) nodes.push(first);
      const before = nodes.map(({ data }) => data);
      const after = nodes.map((node) => (node === first ? text : ""));
      nodes.forEach((node, at) => {
        node.data = after[at] ?? "";
      });
      return () => {
        nodes.forEach((node, at) => {
          if (node.data === after[at]) node.data = before[at] ?? "";
        });
      };
    },
  };
}

/** On the target if it is such an element, else on the first one inside it; `null` takes an attribute away. */
function attributeChange(tag: string, wanted: Record<string, string | null>): Change {
  const elementOf = (target: Element): Element | null =>
    target.matches(tag) ? target : (target.querySelector(tag) ?? target.closest(tag));
  return {
    holds(target) {
      const element = elementOf(target);
      return !element || Object.keys(wanted).every((name) => element.getAttribute(name) === wanted[name]);
    },
    make(target) {
      const element = elementOf(target);
      if (!element) return () => {};
      const sources =
        tag === "img" ? Array.from(element.closest("picture")?.querySelectorAll("source") ?? []) : [];
      const undos = sources.map((source) => setAttribute(source, "srcset", null));
      for (const name of Object.keys(wanted)) undos.push(setAttribute(element, name, wanted[name] ?? null));
      return () => {
        for (const undo of undos) undo();
      };
    },
  };
}

function setAttribute(element: Element, name: string, value: string | null): Undo {
  const put = (next: string | null): void => {
    if (next === null) element.removeAttribute(name);
    else element.setAttribute(name, next);
  };
  const before = element.getAttribute(name);
  put(value);
  return () => {
    if (element.getAttribute(name) === value) put(before);
  };
}

/** The named children change places among themselves; all others stay where they are. */
function orderChange(selectors: string[]): Change {
  const named = (target: Element): Element[] => {
    const children = Array.from(target.children);
    const found = selectors.map((selector) => children.find((child) => child.matches(selector)));
    return Array.from(new Set(found.filter((child): child is Element => !!child)));
  };
  const inPlace = (target: Element, wanted: Element[]): Element[] =>
    Array.from(target.children).filter((child) => wanted.includes(child));
  return {
    holds(target) {
      const wanted = named(target);
      return inPlace(target, wanted).every((child, at) => child === wanted[at]);
    },
    make(target) {
      const wanted = named(target);
      const before = inPlace(target, wanted);
      arrange(before, wanted);
      return () => {
        if (wanted.every((child) => child.parentNode === target)) arrange(wanted, before);
      };
    },
  };
}

/** Puts each element of `wanted` where the one of `standing` with the same number stands. */
function arrange(standing: Element[], wanted: Element[]): void {
  const places = standing.map((child) => {
    const place = document.createComment("");
    child.before(place);
    return place;
  });
  places.forEach((place, at) => {
    const child = wanted[at];
    if (child) place.replaceWith(child);
    else place.remove();
  });
}
