/** What the core and the renderer agree on. The renderer is a chunk of its own, fetched before it is needed. */
import type { UseChunk } from "./chunk_contract.ts";
import type { Activity, AnswerPayload, CloseReason, ShowItem } from "./core/wire.ts";

/** Also lends the core's own eyes, so that no code is carried twice. */
export interface RendererHost {
  /** The visitor chose or said something. `href`: where the page goes once the answer is acknowledged. */
  answer(item: ShowItem, payload: AnswerPayload, href?: string): void;
  /** The visitor closed it; the renderer has taken it off the page. */
  close(item: ShowItem, reason: CloseReason): void;
  /** It came onto the page. */
  shown(item: ShowItem): void;
  /** At least half of it has been in view for half a second. */
  seen(item: ShowItem): void;
  activity(): Activity | undefined;
  /** The focused element, looked up through open shadow roots. */
  focused(): Element | null;
  /** True for what text is typed into. */
  isEditable(element: unknown): boolean;
  /** The address of a link or picture if it is one that a message may have. */
  safeUrl(href: string | undefined): URL | undefined;
  /** A further chunk (rich.js, inline.js): its value when it is there. */
  useChunk: UseChunk;
  /** Runs without ever throwing into the page. */
  guard<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R | undefined;
}

export interface RendererOptions {
  nonce: string;
  theme: "light" | "dark" | "auto";
}

export interface Renderer {
  /** Shows a step; in the same frame if another step of its enrolment is there. */
  show(item: ShowItem): void;
  /** Takes an enrolment's step off the page, silently. */
  takeDown(enrolment: string): void;
  /** True while it stands on this page (an inline message may wait for a place, or lose it to the shop's script). */
  isShown(enrolment: string): boolean;
}

export type RendererFactory = (host: RendererHost, options: RendererOptions) => Renderer;
