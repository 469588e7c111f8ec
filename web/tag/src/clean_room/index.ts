/**
 * The clean-room chunk. Where a page has replaced parts of JavaScript itself by what does not do the same (an old
 * library's `Array.from` or `reduce`, a stopped clock), the tag does not work around each: it moves into an empty frame
 * of the same origin, whose JavaScript nobody has touched, and serves the page from there. Where only `fetch` fails, a
 * frame lends its own. Most pages never need it.
 */
import { handOver } from "../chunk_contract.ts";
import { guard } from "../core/guard.ts";
import type { Room } from "../core/page.ts";
import { policyOf } from "../core/trusted_url.ts";

export type Realm = Window & typeof globalThis;

export interface CleanRoom {
  openFrame(onOpen: (realm: Realm) => void): void;
  /** Fetches the tag once more, into a clean frame, to serve this page. */
  move(source: Room["source"]): void;
}

/** An empty frame: out of the page's flow, out of the accessibility tree, outside of what scripts redraw. */
function openFrame(onOpen: (realm: Realm) => void): void {
  const frame = document.createElement("iframe");
  frame.style.display = "none";
  // Firefox replaces the first empty document by another; what is put in before is gone.
  frame.onload = guard(() => {
    frame.onload = null;
    onOpen(frame.contentWindow as Realm);
  });
  document.documentElement.appendChild(frame);
}

function move(source: Room["source"]): void {
  openFrame((realm) => {
    (realm as { kizukaiRoom?: Room }).kizukaiRoom = { page: window as Realm, source };
    const script = realm.document.createElement("script");
    script.nonce = source.nonce;
    script.src = policyOf(realm as object).createScriptURL(source.url) as string;
    realm.document.head.appendChild(script);
  });
}

handOver("clean_room", { openFrame, move });
