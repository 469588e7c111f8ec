/** What the renderer lends its further chunks, so that no code is carried twice. */
import type { AnswerPayload, CloseReason, Content, ShowItem } from "../core/wire.ts";
import type { Renderer, RendererHost } from "../renderer_contract.ts";
import type { Card } from "./card.ts";
import type { button, element, focusable } from "./elements.ts";
import type { Host } from "./host.ts";
import type { watchSeen } from "./seen.ts";

export interface Kit {
  host: RendererHost;
  element: typeof element;
  button: typeof button;
  focusable: typeof focusable;
  watchSeen: typeof watchSeen;
  /** An element to live in, dressed for this item. */
  createHost(kind: "overlay" | "inline"): Host;
  /** Styles and theme for this item; again at each step. */
  dress(host: Host, item: ShowItem): void;
  buildCard(item: ShowItem, onClose: (reason: CloseReason) => void, onOpen?: () => void): Card;
  /** The chunk for what is more than words, pictures and choices, once it is there. */
  rich?: Rich;
}

export interface Rich {
  /** What stands above the words. */
  media(content: Content): HTMLElement | undefined;
  /** What stands below them. */
  extras(content: Content): (HTMLElement | undefined)[];
  /** The form of a question that is more than one choice. */
  form(content: Content, labelId: string, onAnswer: (payload: AnswerPayload) => void): HTMLElement;
}

/** A chunk brings its styles and what makes it. */
export interface Brought<Part> {
  css: string;
  create(kit: Kit): Part;
}
export interface RichChunk extends Brought<Rich> {
  /** Does beforehand what takes long the first time. */
  prepare(content: Content, onReady: () => void): void;
}
export type InlineChunk = Brought<Renderer>;
