/** Says in one plain sentence what a row of the history means. Pure: rows in, words out. */
import { findProduct } from "../catalogue/index.js";
import type { Language, Text } from "../catalogue/types.js";
import { language, yen } from "../i18n/lang.js";
import type { HistoryRow } from "./api.js";
import { campaignName } from "./campaigns.js";
import { labelOf } from "./labels.js";
import { pageName } from "./page_names.js";

/** How a row looks: what the visitor did, what the browser noticed, what was said, and why nothing was said. */
export type RowKind = "act" | "signal" | "spoke" | "silent";

export interface Said {
  kind: RowKind;
  title: string;
  detail: string;
}

const pick = (text: Text): string => text[language as Language];
const two = (ja: string, en: string): string => pick({ ja, en });
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const words = (value: unknown): string => (typeof value === "string" ? value : "");

/** Which campaign an enrolment belongs to, learned from decision rows. */
export type EnrolmentNames = ReadonlyMap<string, string>;

function productName(properties: Record<string, unknown>): string {
  const product = findProduct(words(properties.product_id));
  return product ? pick(product.name) : words(properties.name);
}

const TRACKED: Readonly<Record<string, (properties: Record<string, unknown>) => string>> = {
  "Product List Viewed": () => two("品の一覧を見ました", "Looked at a list of products"),
  "Products Searched": (p) =>
    two(
      `「${words(p.query)}」を探し、${number(p.results)} 品でした`,
      `Searched for “${words(p.query)}”: ${number(p.results)} found`,
    ),
  "Product Viewed": (p) => two(`「${productName(p)}」を見ました`, `Looked at ${productName(p)}`),
  "Size Selected": (p) => two(`サイズ ${words(p.size)} を選びました`, `Chose size ${words(p.size)}`),
  "Product Added": (p) =>
    two(`「${productName(p)}」をカートに入れました`, `Put ${productName(p)} into the cart`),
  "Product Removed": (p) =>
    two(`「${productName(p)}」をカートから減らしました`, `Took ${productName(p)} out of the cart`),
  "Cart Viewed": (p) =>
    two(`カートを見ました（${yen(number(p.value))}）`, `Looked at the cart (${yen(number(p.value))})`),
  "Checkout Started": () => two("注文の手続きに入りました", "Began the checkout"),
  "Order Completed": (p) =>
    two(`注文しました（${yen(number(p.revenue))}）`, `Placed an order (${yen(number(p.revenue))})`),
};

const SIGNALS: Readonly<Record<string, (properties: Record<string, unknown>) => string>> = {
  dwell: (p) =>
    two(
      `このページを ${Math.round(number(p.seconds))} 秒見ています`,
      `Has looked at this page for ${Math.round(number(p.seconds))} s`,
    ),
  scroll: (p) =>
    two(
      `ページの ${Math.round(number(p.percent))} % まで見ました`,
      `Saw ${Math.round(number(p.percent))} % of the page`,
    ),
  exit_intent: () => two("帰ろうとする動きがありました", "Made as if to leave"),
  hesitation: (p) =>
    two(`迷っている様子です（度合い ${number(p.score)}）`, `Seems to hesitate (score ${number(p.score)})`),
};

const CLOSED: Readonly<Record<string, Text>> = {
  button: { ja: "閉じるボタン", en: "close button" },
  escape: { ja: "Esc キー", en: "Escape key" },
  outside: { ja: "外側を押した", en: "pressed outside" },
  not_now: { ja: "今は大丈夫です", en: "not now" },
  never: { ja: "今後は表示しない", en: "never again" },
};

function onCampaign(row: HistoryRow, names: EnrolmentNames): string {
  const key = names.get(row.enrolment ?? "");
  return key ? campaignName(key) : "";
}

/** The label that was pressed, or what was written. */
function answered(row: HistoryRow, names: EnrolmentNames): string {
  const campaign = names.get(row.enrolment ?? "") ?? "";
  const label = (key: unknown) => labelOf(campaign, row.step ?? "", String(key), language as Language);
  if (row.choice) return label(row.choice);
  if (Array.isArray(row.value)) return row.value.map(label).join("、");
  return given(row.value);
}

/** A value as a person would say it: a form's fields one after the other. */
export function given(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  return Object.values(value)
    .filter((part) => part !== null && part !== "")
    .join("、");
}

/** The sentence for each outcome of a decision; `campaign` is its name, `holder` that of the one who spoke first. */
export function outcomeSentence(
  outcome: string,
  campaign: string,
  holder: string,
): { title: string; detail: string } {
  const named = (ja: string, en: string) => two(`「${campaign}」${ja}`, `“${campaign}” ${en}`);
  switch (outcome) {
    case "shown":
      return {
        title: named("が話しかけました", "spoke"),
        detail: two(
          "条件がそろい、声をかける頃合いでした。",
          "All conditions held and the moment was right.",
        ),
      };
    case "ghost":
      return {
        title: named("は黙っていました", "kept silent"),
        detail: two(
          "あなたは対照です。話しかけるはずだった時刻だけを残しました。",
          "You are its control: only the moment it would have spoken is recorded.",
        ),
      };
    case "lost":
      return {
        title: named("は譲りました", "gave way"),
        detail: holder
          ? two(
              `「${holder}」が開いています。答えるか閉じると、次が話せます。`,
              `“${holder}” is open. Answer or close it and the next may speak.`,
            )
          : two(
              "この案内が、まだ開いています。答えるか閉じるまで、重ねて話しません。",
              "It is still open from before, and does not speak twice.",
            ),
      };
    case "stopped":
      return {
        title: named("は控えました", "held back"),
        detail: two("前にお断り、またはお答えをいただいています。", "You declined or answered it before."),
      };
    case "capped":
      return {
        title: named("は控えました", "held back"),
        detail: two("話しかける回数の上限に達しています。", "It has reached how often it may speak."),
      };
    case "quiet":
      return {
        title: named("は間を置きました", "waited"),
        detail: two("さきほど話しかけたばかりです。", "Somebody spoke to you a moment ago."),
      };
    case "budget":
      return {
        title: named("は控えました", "held back"),
        detail: two(
          "いまは声をかけすぎになります。時間がたつと、また話せます。",
          "It would be one interruption too many now; with time it may speak again.",
        ),
      };
    default:
      return { title: campaign, detail: outcome };
  }
}

function decided(properties: Record<string, unknown>): Said {
  const outcome = words(properties.outcome);
  const campaign = words(properties.campaign);
  const holder = words(properties.holder);
  const rival = holder && holder !== campaign ? campaignName(holder) : "";
  const { title, detail } = outcomeSentence(outcome, campaignName(campaign), rival);
  // The engine's own words for the gate, such as "cap 1 per 24h", for those who set it.
  const reason = outcome === "lost" ? "" : words(properties.reason);
  return {
    kind: outcome === "shown" ? "spoke" : "silent",
    title,
    detail: reason ? two(`${detail}（${reason}）`, `${detail} (${reason})`) : detail,
  };
}

/** Null for rows that say nothing to a person. */
export function describe(row: HistoryRow, names: EnrolmentNames): Said | null {
  const properties = row.properties ?? {};
  const act = (title: string, detail = ""): Said => ({ kind: "act", title, detail });
  switch (row.type) {
    case "page": {
      const title = words(properties.title) || (row.context?.page?.title ?? "");
      const path = words(properties.path) || (row.context?.page?.path ?? "");
      const shown = pageName({ path, title });
      return act(two(`「${shown}」を開きました`, `Opened “${shown}”`), path);
    }
    case "track":
      return act(TRACKED[row.event ?? ""]?.(properties) ?? row.event ?? "");
    case "identify":
      // Without a user id it is not this browser speaking: the list of members brought traits.
      if (!row.userId)
        return act(two("属性が届きました", "Traits arrived"), Object.keys(row.traits ?? {}).join(", "));
      return act(two("ログインしました", "Logged in"), row.userId);
    case "signal":
      return {
        kind: "signal",
        title: SIGNALS[row.name ?? ""]?.(properties) ?? row.name ?? "",
        detail: two("ブラウザーで気づいた兆し", "Noticed in the browser"),
      };
    case "answer":
      return act(
        two(`「${answered(row, names)}」と答えました`, `Answered “${answered(row, names)}”`),
        onCampaign(row, names),
      );
    case "seen":
      return act(two("案内が目に入りました", "Saw the message"), onCampaign(row, names));
    case "close": {
      const how = CLOSED[row.reason ?? ""];
      return act(
        two("案内を閉じました", "Closed the message"),
        [onCampaign(row, names), how ? pick(how) : ""].filter(Boolean).join(" / "),
      );
    }
    case "decision":
      return decided(properties);
    default:
      return null;
  }
}
