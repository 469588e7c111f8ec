/**
 * Entry of /tag/preview.js: the page in which the console shows what a message will look like. It draws with the very
 * chunks that shops load, on a page without words of its own (preview.html). No shop loads it, and it sends nothing: what
 * is pressed is told to the console that frames it, which must be of the same origin.
 */
import { deepFocus, isEditable } from "../core/activity.ts";
import { createChunks } from "../core/chunks.ts";
import { guard, listen } from "../core/guard.ts";
import { safeUrl } from "../core/links.ts";
import type { ShowItem } from "../core/wire.ts";
import type { Renderer } from "../renderer_contract.ts";
import { endMovement, keepFocusOutside } from "./manners.ts";
import { place } from "./places.ts";
import type { Asked, PreviewedStep, Told } from "./protocol.ts";

type Shown = Extract<Asked, { kizukai: "show" }>;

const source = (globalThis.document.currentScript as HTMLScriptElement | null)?.src ?? "";
const chunks = createChunks(new URL("./", source || location.href).href, "");
const tell = (what: Told): void => window.parent.postMessage(what, location.origin);

let base: string | undefined;
let asked: Shown | undefined;
let item: ShowItem | undefined;
let shows = 0;
let renderer: Renderer | undefined;

/** Relative addresses are the shop's. */
function shopUrl(href: string | undefined): URL | undefined {
  if (!href || !base) return safeUrl(href);
  try {
    return safeUrl(new URL(href, base).href);
  } catch {
    return undefined;
  }
}

function createItem({ format, content }: PreviewedStep, enrolment: string): ShowItem {
  return {
    campaign: "preview",
    arm: "preview",
    enrolment,
    step: `s${++shows}`,
    resumed: false,
    format,
    content,
  };
}

function show(wanted: Shown): void {
  asked = wanted;
  base = wanted.base;
  document.documentElement.setAttribute("data-scheme", wanted.scheme);
  const last = item?.enrolment;
  const isReply = wanted.manner === "reply" && last !== undefined;
  if (last && !isReply) renderer?.takeDown(last);
  item = undefined;
  if (!wanted.step) {
    place(undefined);
    return;
  }
  const step = place(wanted.step);
  item = createItem(step.step, isReply && last ? last : `e${shows}`);
  renderer?.show(item);
  step.afterwards();
}

function shown(which: ShowItem): void {
  if (which !== item || !asked) return;
  if (asked.manner === "still") endMovement();
  const box = place.box(which);
  if (box) tell({ kizukai: "shown", box });
}

/** A toast that nobody has asked to see come and go stays where it is. */
function close(which: ShowItem, reason: Extract<Told, { kizukai: "close" }>["reason"]): void {
  if (which !== item || !asked) return;
  if (reason === "timeout" && asked.manner === "still") {
    show(asked);
    return;
  }
  item = undefined;
  tell({ kizukai: "close", reason });
}

keepFocusOutside();
chunks.use("renderer", (create) => {
  renderer = create(
    {
      guard,
      focused: deepFocus,
      isEditable,
      safeUrl: shopUrl,
      useChunk: chunks.use,
      activity: () => undefined,
      answer: (which, payload, href) => {
        if (which === item) tell({ kizukai: "answer", payload, href });
      },
      close,
      shown,
      seen: () => {},
    },
    { nonce: "", theme: "auto" },
  );
  // All that a message may need is there before the first one: nothing is shown in two goes.
  chunks.use("rich", () => chunks.use("inline", () => tell({ kizukai: "ready" })));
});

listen(window, "message", (event) => {
  const { origin, source: from, data } = event as MessageEvent<Asked | undefined>;
  if (origin !== location.origin || from !== window.parent) return;
  if (data?.kizukai === "show") show(data);
  else if (data?.kizukai === "enter") place.card()?.focus();
});
