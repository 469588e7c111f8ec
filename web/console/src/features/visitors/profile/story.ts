// The person's story in a few plain sentences: since when and from where, how often, what was bought, what is going on.

import { moneyWords, plainNumber } from "../../../words/values";
import { quoted, say, type Words } from "../../../words/words";

/** What the story reads of a profile. */
export interface Told {
  firstSeen?: string | null;
  lastSeen?: string | null;
  visits: {
    count: number;
    current?: {
      ongoing: boolean;
      referrer?: string | null;
      utm?: unknown;
      page?: unknown;
    } | null;
  };
  cart: { subtotal: number; quantity: number };
  orders: { count: number; revenue: number };
}

export interface Moments {
  day: (at: string) => string;
  when: (at: string) => string;
}

export function storyOf(words: Words, profile: Told, moments: Moments): string {
  const parts = [
    firstWords(words, profile, moments),
    boughtWords(words, profile),
    nowWords(words, profile, moments),
  ];
  return parts.filter(Boolean).join(say(words, { ja: "", en: " " }));
}

function firstWords(words: Words, { firstSeen, visits }: Told, { day }: Moments): string {
  if (!firstSeen) return "";
  const since = day(firstSeen);
  if (visits.count > 1) {
    const count = plainNumber(visits.count);
    return say(words, {
      ja: `${since}に初めて来て、これまでに${count}回訪れています。`,
      en: `First came on ${since} and has visited ${count} times.`,
    });
  }
  const source = sourceOf(visits.current);
  return say(words, {
    ja: `${since}に${source === null ? "" : `${source}から`}初めて来ました。`,
    en: `First came on ${since}${source === null ? "" : ` from ${source}`}.`,
  });
}

/** The campaign or the site that brought the visit. */
function sourceOf(visit: Told["visits"]["current"]): string | null {
  const utm = visit?.utm as { source?: unknown } | null | undefined;
  if (typeof utm?.source === "string" && utm.source !== "") return utm.source;
  if (!visit?.referrer) return null;
  try {
    return new URL(visit.referrer).hostname || null;
  } catch {
    return visit.referrer;
  }
}

function boughtWords(words: Words, { orders, visits }: Told): string {
  if (orders.count > 0) {
    const [count, revenue] = [plainNumber(orders.count), moneyWords(words, orders.revenue)];
    return say(words, {
      ja: `購入は${count}回、合わせて${revenue}です。`,
      en: orders.count === 1 ? `Bought once for ${revenue}.` : `Bought ${count} times for ${revenue}.`,
    });
  }
  return visits.count > 1 ? say(words, { ja: "購入はまだありません。", en: "Has not bought yet." }) : "";
}

function nowWords(words: Words, { visits, cart, lastSeen }: Told, { when }: Moments): string {
  const parts: string[] = [];
  const page = visits.current?.page as { title?: unknown; path?: unknown } | null | undefined;
  const name = [page?.title, page?.path].find((text) => typeof text === "string" && text !== "");
  if (visits.current?.ongoing && typeof name === "string") {
    parts.push(
      say(words, { ja: `いま${quoted(words, name)}を見ています。`, en: `Is now on ${quoted(words, name)}.` }),
    );
  } else if (lastSeen) {
    parts.push(
      say(words, { ja: `最後の動きは${when(lastSeen)}です。`, en: `Last acted ${when(lastSeen)}.` }),
    );
  }
  if (cart.quantity > 0) {
    const [quantity, subtotal] = [plainNumber(cart.quantity), moneyWords(words, cart.subtotal)];
    parts.push(
      say(words, {
        ja: `カートに${quantity}点、${subtotal}分が入っています。`,
        en: `The cart holds ${quantity} ${cart.quantity === 1 ? "item" : "items"} for ${subtotal}.`,
      }),
    );
  }
  return parts.join(say(words, { ja: "", en: " " }));
}
