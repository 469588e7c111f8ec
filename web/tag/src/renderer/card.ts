/** One step as an element: text, answers, and always a way out. The same for every format; CSS does the rest. */

import type { CloseReason, Content, ShowItem } from "../core/wire.ts";
import { answerControl, asksMore } from "./answers.ts";
import { button, element, icon } from "./elements.ts";
import type { Kit } from "./kit.ts";
import { wordsOf } from "./words.ts";

const CROSS = "M5 5l10 10M15 5L5 15";
const UP = "M5 12l5-5 5 5";
const DOTS = "M4 10h.01M10 10h.01M16 10h.01";

/** A choice with one of these keys is the refusal already. */
const REFUSAL = /^(none|no_thanks)$/;
/** An only choice with one of these keys acknowledges: there is nothing to refuse. */
const ACKNOWLEDGEMENT = /^(ok|okay|yes|thanks|thank_you|close|done|understood|got_it)$/;

export interface Card {
  node: HTMLElement;
  /** What a screen reader is told when it arrives. */
  spoken: string;
}

export const isModal = ({ format }: ShowItem): boolean => format === "modal" || format === "fullscreen";

/**
 * Whether 「今は大丈夫です」 belongs under it: under every question, and under what offers something, unless a choice
 * says it already. What merely tells, or asks for no more than "I see", is closed by its close button.
 */
export function isRefusable({ format, content }: ShowItem): boolean {
  const { type, choices = [] } = content;
  if (format === "toast" || choices.some(({ key }) => REFUSAL.test(key))) return false;
  if (type === "question" || choices.length > 1) return true;
  return choices.some(({ key }) => !ACKNOWLEDGEMENT.test(key));
}

/** `onOpen`: as a peek, title and answers only, with a button that opens it. */
export function buildCard(
  item: ShowItem,
  kit: Kit,
  onClose: (reason: CloseReason) => void,
  onOpen?: () => void,
): Card {
  const { content, format } = item;
  const { title, body, dir } = content;
  const { host, rich } = kit;
  const words = wordsOf(content);
  const nameId = title ? "title" : body ? "body" : undefined;
  let answered = false;

  const once = host.guard((act: () => void) => {
    if (answered) return;
    answered = true;
    node.setAttribute("aria-busy", "true");
    act();
  });
  const close = (reason: CloseReason): void => void once(() => onClose(reason));
  const answers = answerControl(content, nameId ?? "", kit, (payload, href) => {
    once(() => host.answer(item, payload, href));
  });

  const node = element(
    "section",
    {
      class: `card ${format}${onOpen ? " peek" : ""}`,
      role: isModal(item) ? "dialog" : format === "toast" ? "status" : "region",
      "aria-modal": isModal(item) && "true",
      // The frame's own live region tells it, reliably and once.
      "aria-live": format === "toast" && "off",
      "aria-labelledby": nameId,
      "aria-label": nameId ? undefined : words.region,
      "aria-describedby": title && body ? "body" : undefined,
      lang: content.lang ?? "ja",
      dir,
      tabindex: -1,
    },
    rich?.media(content) ?? picture(content, kit),
    element(
      "div",
      { class: "words" },
      !!title && element("p", { class: "title", id: "title" }, title),
      !!body && element("p", { class: "body", id: "body" }, body),
    ),
    ...(rich?.extras(content) ?? []),
    answers && element("div", { class: "answers" }, answers),
    isRefusable(item) &&
      element(
        "div",
        { class: "foot" },
        button({ class: "quiet" }, () => close("not_now"), words.not_now),
      ),
    element(
      "div",
      { class: "tools" },
      onOpen && button({ "aria-label": words.open, "aria-expanded": "false" }, onOpen, icon(UP)),
      format !== "toast" && menu(words.menu, words.never, () => close("never")),
      button({ class: "close", "aria-label": words.close }, () => close("button"), icon(CROSS)),
    ),
  );
  return { node, spoken: [title, body].filter(Boolean).join("\n") };
}

/** Whether the chunk `rich` is needed to show it. */
export const isRich = (content: Content): boolean =>
  !!(content.video || content.coupon || content.countdown || content.ended) || asksMore(content);

function picture({ image }: Content, { host }: Kit): HTMLElement | undefined {
  const url = host.safeUrl(image?.src);
  if (!image || !url) return undefined;
  const node = element("img", { src: url.href, alt: image.alt, decoding: "async" });
  if (image.width && image.height) node.style.aspectRatio = `${image.width}/${image.height}`;
  return node;
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
