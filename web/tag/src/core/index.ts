/** Entry of /tag.js: finds the snippet's stub (or makes the global) and gives it its voice. */
import type { CleanRoom } from "../clean_room/index.ts";
import { installApi } from "./api.ts";
import { fetchChunk } from "./chunks.ts";
import { guard } from "./guard.ts";
import { room } from "./page.ts";
import { isSound } from "./soundness.ts";

guard(() => {
  const script = globalThis.document.currentScript as HTMLScriptElement | null;
  const source = room?.source ?? { url: script?.src ?? "", nonce: script?.nonce ?? "" };
  const page = window as unknown as { kizukai?: Record<string, unknown> };
  const stub = page.kizukai ?? ([] as unknown as Record<string, unknown>);
  page.kizukai = stub;
  // A page may carry the tag twice (a template and a tag manager): the first one stays.
  if (stub.loaded || (stub.moving && !room)) return;
  stub.moving = !room && source.url && !isSound();
  if (stub.moving) {
    const folderUrl = new URL("tag/", source.url).href;
    fetchChunk(folderUrl, "clean_room", source.nonce, (chunk) => (chunk as CleanRoom).move(source));
  } else installApi(stub, source);
})();
