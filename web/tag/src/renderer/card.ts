/** One step as an element: text, answers, and always a way out. The same for every format; CSS does the rest. */

import type { CloseReason, ShowItem } from "../core/wire.ts";
import type { RendererHost } from "../renderer_contract.ts";
import { answerControl } from "./answers.ts";
import { button, element, icon } from "./elements.ts";
import { wordsOf } from "./words.ts";

const CROSS = "M5 5l10 10M15 5L5 15";
const DOTS = "M4 10h.01M10 10h.01M16 10h.01";

/** A choice with one of these keys is the refusal already. */
const REFUSALS = ["none", "no_thanks"];

export interface Card {
  node: HTMLElement;
  /** What a screen reader is told when it arrives. */
  spoken: string;
}

export function buildCard(item: ShowItem, host: RendererHost, onClose: (reason: CloseReason) => void): Card {
  const { content, format } = item;
  const words = wordsOf(content);
  const titled = content.title || content.body;
  let answered = false;

  const once = host.guard((act: () => void) => {
    if (answered) return;
    answered = true;
    node.setAttribute("aria-busy", "true");
    act();
  });
  const close = (reason: CloseReason): void => void once(() => onClose(reason));
  const answers = answerControl(content, content.title ? "title" : "body", host.safeUrl, (payload, href) => {
    once(() => host.answer(item, payload, href));
  });
  const refusable = !content.choices?.some(({ key }) => REFUSALS.indexOf(key) >= 0);

  const picture = host.safeUrl(content.image?.src);
  const node = element(
    "section",
    {
      class: `card ${format}`,
      role: format === "modal" ? "dialog" : "region",
      "aria-modal": format === "modal" && "true",
      "aria-labelledby": titled ? (content.title ? "title" : "body") : undefined,
      "aria-label": titled ? undefined : words.region,
      "aria-describedby": content.title && content.body ? "body" : undefined,
      lang: content.lang ?? "ja",
      tabindex: -1,
    },
    picture && element("img", { src: picture.href, alt: content.image?.alt ?? "", decoding: "async" }),
    element(
      "div",
      { class: "words" },
      !!content.title && element("p", { class: "title", id: "title" }, content.title),
      !!content.body && element("p", { class: "body", id: "body" }, content.body),
    ),
    answers && element("div", { class: "answers" }, answers),
    refusable &&
      element(
        "div",
        { class: "foot" },
        button({ class: "quiet" }, () => close("not_now"), words.not_now),
      ),
    element(
      "div",
      { class: "tools" },
      menu(words.menu, words.never, () => close("never")),
      button({ class: "close", "aria-label": words.close }, () => close("button"), icon(CROSS)),
    ),
  );
  return { node, spoken: [content.title, content.body].filter(Boolean).join("\n") };
}

/** A disclosure, not an ARIA menu: one button needs no arrow keys. Escape closes it before anything else. */
function menu(label: string, never: string, onNever: () => void): HTMLElement {
  const list = element("div", { class: "list", id: "more", hidden: true }, button({}, onNever, never));
  const opener = button(
    { class: "more", "aria-label": label, "aria-expanded": "false", "aria-controls": "more" },
    () => toggle(!!list.hidden),
    icon(DOTS),
  );
  const toggle = (open: boolean): void => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  const node = element("div", { class: "menu" }, opener, list);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    toggle(false);
    opener.focus();
  });
  node.addEventListener("focusout", (event) => {
    if (!node.contains(event.relatedTarget as Node | null)) toggle(false);
  });
  return node;
}
