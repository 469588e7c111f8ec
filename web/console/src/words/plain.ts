// The words of a shop in Japan of whose campaigns and segments no names are known: their keys stand for them. For tests.

import type { Language, Words } from "./words";

export const plainWords = (language: Language): Words => ({
  language,
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  segment: (key) => key,
  campaign: (key) => key,
});
