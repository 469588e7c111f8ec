/**
 * What the core and its chunks agree on. A chunk is a classic script of its own below `/tag/`, fetched before what it
 * does is needed visibly, and hands over one value. While it is evaluated, its script element carries `kizukai`: where
 * to hand that value to, and what the core lends. So there is no second global.
 *
 * A chunk imports the core's modules as if they were its own; `build.mjs` turns the names listed in `core/lent.ts` into
 * the lent ones, so that no code is carried twice and there is one clock and one error reporter. What is not listed
 * there is bundled into the chunk.
 */
import type { CleanRoom } from "./clean_room/index.ts";
import type { lent } from "./core/lent.ts";
import type { DataLayerFollower } from "./data_layer/index.ts";
import type { PageLookReader } from "./page_look/index.ts";
import type { InlineChunk, RichChunk } from "./renderer/kit.ts";
import type { RendererFactory } from "./renderer_contract.ts";
import type { SignalsFactory } from "./signals/index.ts";

/** The value that each chunk hands over. One more chunk: a line here, and one in `build.mjs`. */
export interface ChunkValues {
  clean_room: CleanRoom;
  data_layer: DataLayerFollower;
  /** Colours, corners and font of the page; see page_look/index.ts for whom. */
  page_look: PageLookReader;
  renderer: RendererFactory;
  /** Video, coupon, countdown, forms. */
  rich: RichChunk;
  /** Messages in the page's own flow, and changes of what the page says. */
  inline: InlineChunk;
  signals: SignalsFactory;
}

export type ChunkName = keyof ChunkValues;

/** Calls back with a chunk's value, now or when it has arrived; fetches it if need be. Never, if it cannot be had. */
export type UseChunk = <N extends ChunkName>(name: N, onReady: (value: ChunkValues[N]) => void) => void;

export interface ChunkScript extends HTMLScriptElement {
  kizukai?: { lent: typeof lent; ready(value: unknown): void };
}

/** The last line of every chunk. */
export function handOver<N extends ChunkName>(_name: N, value: ChunkValues[N]): void {
  (globalThis.document.currentScript as ChunkScript | null)?.kizukai?.ready(value);
}
