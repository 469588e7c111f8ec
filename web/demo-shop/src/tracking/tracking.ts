/** Starts Kizukai on a page and sends what the page has to say. */
import { language, say } from "../i18n/lang.js";
import type { Member } from "../member/members.js";
import { type DemoConfig, fetchConfig, rememberedConfig } from "./config.js";
import type { TrackEvent } from "./events.js";
import { fetchTag, installStub } from "./snippet.js";

/**
 * Queues the page view and its events, then loads the tag: at once when the write key is known from an earlier
 * page of this tab. The tag keeps the order of the queue, so `load` may come last.
 */
export function startTracking(events: readonly TrackEvent[]): void {
  const kizukai = installStub();
  kizukai.page();
  for (const event of events) track(event);
  const remembered = rememberedConfig();
  if (remembered) load(remembered);
  else void fetchConfig().then((config) => config && load(config));
}

function load(config: DemoConfig): void {
  window.kizukai?.load(config.writeKey, { locale: language });
  fetchTag();
}

export function track(event: TrackEvent): void {
  window.kizukai?.track(event.name, event.properties);
}

/** Only the name comes from the browser; rank and points come from the shop's own list. */
export function identify(member: Member): void {
  window.kizukai?.identify(member.id, { name: say(member.name) });
}

/** From here on this browser is somebody else. */
export function resetVisitor(): void {
  window.kizukai?.reset();
}
