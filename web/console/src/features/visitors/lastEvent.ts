// What the last event of a visitor is called in the list: a track's or signal's name, else the event's type.

import type { LiveVisitor } from "../../api/types";
import { eventName, isKnownSignal, signalAct } from "../../words/eventNames";
import { say, type Words } from "../../words/words";

const TYPES: Record<string, { ja: string; en: string }> = {
  page: { ja: "ページの閲覧", en: "Page viewed" },
  screen: { ja: "画面の閲覧", en: "Screen viewed" },
  identify: { ja: "会員と判明", en: "Identified" },
  alias: { ja: "会員と判明", en: "Identified" },
  group: { ja: "グループへの参加", en: "Joined a group" },
  answer: { ja: "案内への答え", en: "Answered" },
  seen: { ja: "案内の表示", en: "Saw a message" },
  close: { ja: "案内を閉じた", en: "Closed a message" },
  consent: { ja: "同意の選択", en: "Chose consent" },
};

export function lastEventWords(words: Words, name: LiveVisitor["last_event"]): string {
  if (!name) return "–";
  const type = TYPES[name];
  if (type) return say(words, type);
  return isKnownSignal(name) ? signalAct(words, name) : eventName(words, name, "plain");
}
