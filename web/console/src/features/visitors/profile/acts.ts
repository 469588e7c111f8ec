// Every event of a history as an act in words, with the icon that stands beside it: 「皿（藍）をカートに入れました」.
// An event that is not known here is called by its own name.

import { fieldName } from "../../../words/attributes";
import { plainNumber } from "../../../words/values";
import { quoted, say, type Words } from "../../../words/words";
import { commerceAct } from "./commerceActs";
import { type Dialogues, dialogueAct } from "./dialogueActs";
import { type HistoryRow, number, pageOf, text } from "./row";

export type ActIcon =
  | "page"
  | "look"
  | "search"
  | "cart"
  | "checkout"
  | "order"
  | "refund"
  | "person"
  | "signal"
  | "shown"
  | "silent"
  | "answer"
  | "close"
  | "seen"
  | "consent"
  | "coupon"
  | "heart"
  | "segment"
  | "event";

export interface Act {
  icon: ActIcon;
  text: string;
  /** A second, fainter line. */
  note: string | null;
  /** Stands out: what a shop waits for. */
  isMain?: boolean;
  /** Stands back: what the tag reports by the way. */
  isQuiet?: boolean;
}

export function actOf(words: Words, row: HistoryRow, dialogues: Dialogues): Act {
  switch (row.type) {
    case "track":
      return commerceAct(words, row) ?? named(words, row);
    case "page":
    case "screen":
      return pageAct(words, row);
    case "signal":
      return signalAct(words, row);
    case "identify":
      return identifyAct(words, row);
    case "alias":
      return person(
        words,
        "別のIDと同じ方だと分かりました",
        "Another id turned out to be the same person",
        row.previousId,
      );
    case "group":
      return person(words, "グループに加わりました", "Joined a group", row.groupId);
    case "consent":
      return consentAct(words, row);
    case "segment":
      return segmentAct(words, row);
    case "answer":
    case "seen":
    case "close":
    case "decision":
      return dialogueAct(words, row, dialogues);
    default:
      return { icon: "event", text: quoted(words, row.type), note: null };
  }
}

function named(words: Words, row: HistoryRow): Act {
  const name = quoted(words, row.event ?? row.type);
  return {
    icon: "event",
    text: say(words, { ja: `イベント${name}`, en: `Event ${name}` }),
    note: pageOf(row).path,
  };
}

function pageAct(words: Words, row: HistoryRow): Act {
  const { path, title } = pageOf(row);
  const page = quoted(words, title ?? row.name ?? path ?? "");
  return {
    icon: "page",
    text: say(words, { ja: `${page}を開きました`, en: `Opened ${page}` }),
    note: title === null && row.name == null ? null : path,
  };
}

function signalAct(words: Words, row: HistoryRow): Act {
  const measured = row.properties ?? {};
  const amount = (name: string) => plainNumber(number(measured[name]) ?? 0);
  const said: Record<string, { ja: string; en: string }> = {
    page_view: { ja: "ページを見ました", en: "Viewed a page" },
    dwell: {
      ja: `ページに${amount("seconds")}秒とどまりました`,
      en: `Stayed ${amount("seconds")} seconds on the page`,
    },
    scroll: {
      ja: `ページの${amount("percent")} %まで読みました`,
      en: `Read ${amount("percent")} % of the page`,
    },
    exit_intent: { ja: "離れようとしました", en: "Was about to leave" },
    idle: { ja: "手が止まりました", en: "Paused" },
    return: { ja: "タブに戻ってきました", en: "Came back to the tab" },
    hesitation: { ja: "迷っているようすです", en: "Seemed to hesitate" },
    rage_click: { ja: "同じところを何度も押しました", en: "Clicked the same place again and again" },
    element_visible: { ja: "ページの一部が見えました", en: "A part of the page came into view" },
  };
  const name = row.name ?? "";
  const known = said[name] ?? { ja: `兆し${quoted(words, name)}`, en: `Signal ${quoted(words, name)}` };
  return { icon: "signal", isQuiet: true, text: say(words, known), note: pageOf(row).path };
}

function identifyAct(words: Words, row: HistoryRow): Act {
  const traits = Object.keys(row.traits ?? {}).map((name) => fieldName(words, name));
  const note = traits.length > 0 ? traits.join(say(words, { ja: "、", en: ", " })) : null;
  if (row.userId) {
    const id = quoted(words, row.userId);
    return {
      icon: "person",
      text: say(words, { ja: `会員${id}だと分かりました`, en: `Turned out to be ${id}` }),
      note,
    };
  }
  return { icon: "person", text: say(words, { ja: "属性が届きました", en: "Traits arrived" }), note };
}

function segmentAct(words: Words, row: HistoryRow): Act {
  const name = quoted(words, words.segment(text(row.properties?.segment) ?? ""));
  const hasLeft = row.event === "Segment Left";
  return {
    icon: "segment",
    isQuiet: true,
    text: say(words, {
      ja: `セグメント${name}${hasLeft ? "から出ました" : "に入りました"}`,
      en: `${hasLeft ? "Left" : "Entered"} the segment ${name}`,
    }),
    note: null,
  };
}

function person(words: Words, ja: string, en: string, id: string | null | undefined): Act {
  return { icon: "person", text: say(words, { ja, en }), note: text(id) };
}

const PURPOSES: Record<string, { ja: string; en: string }> = {
  measurement: { ja: "計測", en: "measurement" },
  assistance: { ja: "接客", en: "assistance" },
  marketing: { ja: "お知らせ", en: "marketing" },
};

/** What a purpose of consent is called. */
export function purposeName(words: Words, purpose: string): string {
  const known = PURPOSES[purpose];
  return known ? say(words, known) : purpose;
}

function consentAct(words: Words, row: HistoryRow): Act {
  const purposes = Object.entries(row.purposes ?? {});
  const of = (granted: boolean) =>
    purposes
      .filter(([, is]) => is === granted)
      .map(([purpose]) => purposeName(words, purpose))
      .join(say(words, { ja: "・", en: ", " }));
  const [given, refused] = [of(true), of(false)];
  const parts = [
    given && say(words, { ja: `${given}に同意しました`, en: `Agreed to ${given}` }),
    refused && say(words, { ja: `${refused}に同意しませんでした`, en: `Did not agree to ${refused}` }),
  ].filter(Boolean);
  return {
    icon: "consent",
    text: parts.join(say(words, { ja: "。", en: "; " })) || quoted(words, row.type),
    note: null,
  };
}
