/** What the guide says of somebody in the shop. Pure: what `GET /demo/now.json` tells in, words out. */
import { yen } from "../i18n/lang.js";
import type { HistoryRow } from "./api.js";
import { campaignName } from "./campaigns.js";
import { n } from "./now_texts.js";
import { type NamedPage, pageName } from "./page_names.js";
import { describe, type RowKind } from "./wording.js";

export interface Visitor {
  anonymousId: string;
  simulated: boolean;
  page: NamedPage | null;
  act: (HistoryRow & { campaign?: string }) | null;
  decision: { campaign?: string; outcome?: string; holder?: string } | null;
  visits: number | null;
  pages: number | null;
  cart: { quantity: number; subtotal: number } | null;
  member: boolean;
  holdout: boolean | null;
}

export interface Counts {
  shown: number;
  ghosts: number;
  answers: number;
  closed: number;
}

export interface ShopNow {
  replay: { days: number; of: number };
  present: Visitor[];
  present_count: number;
  campaigns: Record<string, Counts>;
}

/** What they did last; a list that was opened says no more than its page. */
export function doing({ act, page }: Visitor): string {
  const title = pageName(page ?? {});
  if (!act || act.event === "Product List Viewed") return n.opened(title);
  const names = new Map([[act.enrolment ?? "", act.campaign ?? ""]]);
  return describe(act, names)?.title || n.opened(title);
}

/** What Kizukai knows of them, in a few words. */
export function known({ visits, pages, cart, member }: Visitor): string {
  const facts = [n.visit(visits ?? 1), n.pages(pages ?? 1)];
  if (cart && cart.quantity > 0) facts.push(n.cart(cart.quantity, yen(cart.subtotal)));
  if (member) facts.push(n.member);
  return facts.join(" · ");
}

/** What it decided, and why it keeps quiet. */
export function verdict({ decision, holdout }: Visitor): { kind: RowKind | "watching"; text: string } {
  if (holdout) return { kind: "silent", text: n.holdout };
  const name = campaignName(decision?.campaign ?? "");
  const silent = (text: string) => ({ kind: "silent" as const, text });
  switch (decision?.outcome) {
    case "shown":
      return { kind: "spoke", text: n.shown(name) };
    case "ghost":
      return silent(n.ghost(name));
    case "lost": {
      const holder = decision.holder ?? decision.campaign;
      return silent(
        holder === decision.campaign ? n.lostOwn(name) : n.lost(name, campaignName(holder ?? "")),
      );
    }
    case "capped":
      return silent(n.capped(name));
    case "stopped":
      return silent(n.stopped(name));
    case "quiet":
      return silent(n.quiet(name));
    case "budget":
      return silent(n.budget(name));
    default:
      return { kind: "watching", text: n.watching };
  }
}

/** Who stands in which place: who was there keeps theirs, so that nothing on the page moves. You come first. */
export function places(
  before: readonly (string | null)[],
  present: readonly Visitor[],
  you: string,
): (string | null)[] {
  const ids = present.map(({ anonymousId }) => anonymousId);
  const kept = before.map((id) => (id && ids.includes(id) ? id : null));
  const waiting = ids
    .filter((id) => !kept.includes(id))
    .sort((a, b) => Number(b === you) - Number(a === you));
  return kept.map((id) => id ?? waiting.shift() ?? null);
}
