// A moment inside a sentence: 「11月22日 14:05」 in the site's time zone.

import type { Words } from "./words";

const formats = new Map<string, Intl.DateTimeFormat>();

export function momentWords(words: Words, at: unknown): string {
  const time = Date.parse(String(at));
  if (Number.isNaN(time)) return String(at);
  const name = `${words.language} ${words.timeZone}`;
  const format =
    formats.get(name) ??
    new Intl.DateTimeFormat(words.language === "ja" ? "ja-JP" : "en-GB", {
      timeZone: words.timeZone,
      month: words.language === "ja" ? "numeric" : "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  formats.set(name, format);
  const parts = new Map(format.formatToParts(time).map((part) => [part.type, part.value]));
  const clock = `${parts.get("hour")}:${parts.get("minute")}`;
  const day =
    words.language === "ja"
      ? `${parts.get("month")}月${parts.get("day")}日`
      : `${parts.get("day")} ${parts.get("month")}`;
  return `${day} ${clock}`;
}
