/**
 * Changes of what the page itself says, without flicker and without shift. Something may change
 *  - before it has ever been painted (the page's script has just put it there),
 *  - wholly below the visible part of the page,
 *  - in view only where nothing moves by it, and only in the first second after the page's first paint; the order of
 *    blocks never in view.
 * Otherwise it waits until it is out of sight. Taking it back follows the same rules, at any time. A page that redraws
 * itself gets the change again before the next frame, at most 20 times; after that it is left alone.
 */
import { monotonicMs } from "../core/environment.ts";
import { guard, listen } from "../core/guard.ts";
import type { Rewrite, ShowItem } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";
import type { Renderer } from "../renderer_contract.ts";
import { type Change, changesOf, findTarget, type Undo } from "./change.ts";
import { LOOK_AGAIN_MS, MAX_NEIGHBOURS, MAX_REAPPLIED, MAX_RECORDS, UNREAD_MS } from "./limits.ts";

interface Part {
  rewrite: Rewrite;
  changes: Change[];
  target?: Element | undefined;
  undos: Undo[];
  /** The picture is on its way or cannot be had: until then the change waits. */
  waits: boolean;
}

interface Rewriting {
  item: ShowItem;
  parts: Part[];
  /** Wanted, or to be taken back as soon as nobody sees it. */
  wanted: boolean;
  shown: boolean;
  reapplied: number;
  stopSeen: () => void;
}

export function createRewriting({ host, watchSeen }: Kit): Renderer {
  const all = new Map<string, Rewriting>();
  let observing = false;

  const show = (item: ShowItem): void => {
    const last = all.get(item.enrolment);
    if (last) restore(last, true);
    const parts = (item.content.rewrite ?? []).map((rewrite): Part => {
      const part = { rewrite, changes: changesOf(rewrite), undos: [], waits: false };
      if (rewrite.image) fetchPicture(part, rewrite.image.src);
      return part;
    });
    all.set(item.enrolment, { item, parts, wanted: true, shown: false, reapplied: 0, stopSeen: () => {} });
    if (!observing) observer.observe(document.documentElement, OBSERVED);
    observing = true;
    settle([]);
  };

  /** A picture goes in when it can be drawn at once. */
  const fetchPicture = (part: Part, src: string): void => {
    const url = host.safeUrl(src);
    if (!url) return;
    part.waits = true;
    const picture = new Image();
    picture.src = url.href;
    const ready = guard(() => {
      part.waits = false;
      settle([]);
    });
    (picture.decode?.() ?? Promise.resolve()).then(ready, () => {});
  };

  const settle = guard((fresh: Node[]) => {
    all.forEach((rewriting, enrolment) => {
      if (rewriting.wanted) for (const part of rewriting.parts) guard(apply)(rewriting, part, fresh);
      else if (restore(rewriting, false)) all.delete(enrolment);
    });
    // What was just written here is no news.
    observer.takeRecords();
    if (all.size > 0) return;
    observer.disconnect();
    observing = false;
  });

  const apply = (rewriting: Rewriting, part: Part, fresh: Node[]): void => {
    const target = findTarget(part.rewrite);
    if (!target || part.waits) return;
    const missing = part.changes.filter((change) => !change.holds(target));
    if (missing.length === 0) return;
    const again = part.undos.length > 0;
    if (again && rewriting.reapplied >= MAX_REAPPLIED) return;
    const unpainted = again || fresh.some((node) => node.contains(target));
    const ordered = !!part.rewrite.order;
    if (!unpainted && !mayChange(target, ordered, isUnread())) return;
    const undos = inPlace(target, unpainted, () => missing.map((change) => change.make(target)));
    if (!undos) return;
    if (again) rewriting.reapplied++;
    part.undos = target === part.target ? [...part.undos, ...undos].slice(-MAX_REAPPLIED) : undos;
    part.target = target;
    if (rewriting.shown) return;
    rewriting.shown = true;
    rewriting.stopSeen = watchSeen(
      target,
      guard(() => host.seen(rewriting.item)),
    );
    host.shown(rewriting.item);
  };

  /** True when everything is as it was. */
  const restore = ({ parts, stopSeen }: Rewriting, atOnce: boolean): boolean => {
    stopSeen();
    for (const part of parts) {
      const { target, undos } = part;
      if (!target || undos.length === 0) continue;
      const gone = atOnce || !target.isConnected;
      if (!gone && !mayChange(target, !!part.rewrite.order, true)) continue;
      const undo = (): Undo[] => {
        for (const each of undos.slice().reverse()) each();
        return part.changes.map((change) => () => change.make(target));
      };
      if (inPlace(target, gone, undo)) part.undos = [];
    }
    return parts.every(({ undos }) => undos.length === 0);
  };

  const observer = new MutationObserver((records) => {
    const added = Array.from(records)
      .slice(0, MAX_RECORDS)
      .flatMap((record) => Array.from(record.addedNodes));
    settle(added);
  });
  setInterval(() => {
    if (all.size > 0) settle([]);
  }, LOOK_AGAIN_MS);
  listen(window, "scroll resize", () => {
    if (all.size > 0) settle([]);
  });

  return {
    show,
    takeDown(enrolment) {
      const rewriting = all.get(enrolment);
      if (!rewriting) return;
      rewriting.wanted = false;
      settle([]);
    },
    isShown: (enrolment) => !!all.get(enrolment)?.wanted,
  };
}

const OBSERVED = { childList: true, subtree: true, characterData: true };

/** Whether the visitor cannot have read the page yet. */
function isUnread(): boolean {
  if (document.hidden) return true;
  const paint = performance.getEntriesByName?.("first-contentful-paint")[0];
  return monotonicMs() - (paint?.startTime ?? 0) < UNREAD_MS;
}

/** `quietly`: a change in view is all right as long as nothing moves. */
function mayChange(target: Element, ordered: boolean, quietly: boolean): boolean {
  const { top, bottom, width, height } = target.getBoundingClientRect();
  if (top >= innerHeight || (width === 0 && height === 0)) return true;
  return !ordered && (bottom <= 0 || quietly);
}

/** Makes a change; in view one that moves something is taken back in the same task, before anybody sees it. */
function inPlace(target: Element, unseen: boolean, make: () => Undo[]): Undo[] | undefined {
  const { top, width, height } = target.getBoundingClientRect();
  const before = standing(target);
  const undos = make();
  if (unseen || top >= innerHeight || width + height === 0 || standing(target) === before) return undos;
  for (const undo of undos.slice().reverse()) undo();
  return undefined;
}

/** Where a target and what stands around it begin and end. The target itself may end elsewhere if nothing else moves. */
function standing(target: Element): string {
  let around = target.parentElement;
  while (around?.parentElement && /^(inline|contents)$/.test(getComputedStyle(around).display)) {
    around = around.parentElement;
  }
  const others = Array.from(around?.children ?? []).slice(0, MAX_NEIGHBOURS);
  const boxes = [around, ...others].map((element) => {
    if (!element) return "";
    const { left, right, top, bottom } = element.getBoundingClientRect();
    if (element !== target) return [left, right, top, bottom].join();
    return [getComputedStyle(target).direction === "rtl" ? right : left, top].join();
  });
  return boxes.join(" ");
}
