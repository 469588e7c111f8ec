/**
 * The shop's page, as `build.mjs` hands it to every bundle: `document`, `location`, `Element` and the like are read
 * from here. It is the window the tag runs in, or, where that window's JavaScript is broken, the one beside
 * (clean_room.ts).
 */

/** What the tag in the page leaves for its copy in the clean room. */
export interface Room {
  page: Window & typeof globalThis;
  source: { url: string; nonce: string };
}

export const room = (globalThis as { kizukaiRoom?: Room }).kizukaiRoom;
export const shopPage = room?.page ?? (globalThis as unknown as Room["page"]);
