/**
 * Places on the page of the preview for what stands in a shop's own page: an inline message has a reserved place as high as
 * itself, a rewrite has something to change. The selectors of the step mean the shop's page, so those of this one stand
 * in for them.
 */
import type { Rewrite, ShowItem } from "../core/wire.ts";
import type { PreviewedStep } from "./protocol.ts";

/** Room for any message, until it is known how much this one takes. */
const ROOMY_PX = 4_000;

interface Placed {
  step: PreviewedStep;
  /** After the renderer has the step. */
  afterwards(): void;
}

const find = (id: string): HTMLElement | null => document.querySelector(`#${id}`);

/** Prepares the page for this step, or for none. */
export function place(step: PreviewedStep): Placed;
export function place(step: undefined): undefined;
export function place(step: PreviewedStep | undefined): Placed | undefined {
  const reserved = find("reserved");
  const rewritten = find("rewritten");
  if (reserved?.hasChildNodes() || rewritten?.hasChildNodes() || step?.format === "inline") layAnew();
  for (const node of [reserved, rewritten]) if (node) node.textContent = "";
  if (reserved) reserved.style.minHeight = "";
  if (!step) return undefined;
  const { format, content } = step;
  if (format !== "inline") return { step, afterwards: () => {} };
  if (content.type === "rewrite") return placeRewrite(step, rewritten);
  if (reserved) reserved.style.minHeight = `${ROOMY_PX}px`;
  const afterwards = (): void => {};
  return { step: { format, content: { ...content, selector: "#reserved", position: "append" } }, afterwards };
}

/** What stands elsewhere from now on is another page's: on this one nothing has moved. */
function layAnew(): void {
  for (const part of Array.from(document.querySelectorAll("main > [aria-hidden]"))) {
    part.replaceWith(part.cloneNode(true));
  }
}

function placeRewrite({ format, content }: PreviewedStep, rewritten: HTMLElement | null): Placed {
  const changes = content.rewrite ?? [];
  const rewrite = changes.map(
    (change, at): Rewrite => ({
      ...change,
      selector: `#change-${at}`,
      ...(change.order && { order: change.order.map((_, n) => `#change-${at}-${n}`) }),
    }),
  );
  // What comes after the renderer knows of it changes before it is painted, at any time.
  const afterwards = (): void => rewritten?.append(...changes.map(createTarget));
  return { step: { format, content: { ...content, rewrite } }, afterwards };
}

/** Something like what the selector means on the shop's page. */
function createTarget({ selector, text, image, href, order }: Rewrite, at: number): HTMLElement {
  const node = document.createElement(href !== undefined ? "a" : "div");
  node.id = `change-${at}`;
  if (image) node.append(document.createElement("img"));
  if (order) {
    const blocks = order.map((block, n) => {
      const child = document.createElement("div");
      child.id = `change-${at}-${n}`;
      child.className = "block";
      child.textContent = block;
      return child;
    });
    node.append(...blocks.reverse());
  } else if (text !== undefined || !image) node.append(selector);
  return node;
}

const messageNode = (): Element | null => document.querySelector("kizukai-message");

place.card = (): HTMLElement | null => messageNode()?.shadowRoot?.querySelector<HTMLElement>(".card") ?? null;

/** Where it stands now; an inline message's place is made as high as the message. */
place.box = ({ format, content }: ShowItem) => {
  const reserved = find("reserved");
  const standing = content.type === "rewrite" ? find("rewritten") : place.card();
  if (!standing) return undefined;
  if (reserved && format === "inline" && content.type !== "rewrite") {
    reserved.style.minHeight = `${standing.offsetHeight}px`;
  }
  const { left, top, width, height } = standing.getBoundingClientRect();
  return { left, top, width, height };
};
