/** A renderer with all its chunks at hand, on an empty page. */
import { vi } from "vitest";
import type { ChunkValues, UseChunk } from "../src/chunk_contract.ts";
import { deepFocus, isEditable } from "../src/core/activity.ts";
import { guard } from "../src/core/guard.ts";
import { safeUrl } from "../src/core/links.ts";
import type { Activity } from "../src/core/wire.ts";
import { inline } from "../src/inline/index.ts";
import { createRenderer } from "../src/renderer/index.ts";
import type { Renderer, RendererHost } from "../src/renderer_contract.ts";
import { rich } from "../src/rich/index.ts";

const CHUNKS: Partial<ChunkValues> = { rich, inline };

export const host = {
  answer: vi.fn<RendererHost["answer"]>(),
  close: vi.fn<RendererHost["close"]>(),
  shown: vi.fn<RendererHost["shown"]>(),
  seen: vi.fn<RendererHost["seen"]>(),
};

/** Chunks in the order they were asked for. */
export const asked: string[] = [];
export let activity: Activity | undefined;
export const setActivity = (now: Activity | undefined): void => {
  activity = now;
};

export function stageRenderer(): Renderer {
  vi.clearAllMocks();
  asked.length = 0;
  activity = undefined;
  const useChunk: UseChunk = (name, onReady) => {
    asked.push(name);
    onReady(CHUNKS[name] as never);
  };
  return createRenderer(
    { ...host, activity: () => activity, focused: deepFocus, isEditable, safeUrl, guard, useChunk },
    { nonce: "n", theme: "auto" },
  );
}

export const messages = (): Element[] => Array.from(document.querySelectorAll("kizukai-message"));
export const root = (): ShadowRoot => messages()[0]?.shadowRoot as ShadowRoot;
export const card = (): HTMLElement => root().querySelector(".card") as HTMLElement;
export const find = <E extends HTMLElement = HTMLButtonElement>(selector: string): E =>
  card().querySelector(selector) as E;
export const texts = (selector: string): (string | null)[] =>
  Array.from(card().querySelectorAll(selector)).map((node) => node.textContent);

export const press = (key: string, target: EventTarget, init: object = {}): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};

export const CHOICES = [
  { key: "shipping", label: "送料について" },
  { key: "delivery", label: "お届け日について" },
];
