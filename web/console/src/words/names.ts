// What people call their campaigns and segments, and what texts say in the reader's language. The texts come as they were
// written, so nothing of them is taken for granted.

import type { PublishedText, PublishedTexts } from "../api/types";
import { isRecord } from "./words";

/** The name; the key where it has none. */
export const nameOf = ({ key, text }: Pick<PublishedText, "key" | "text">): string =>
  isRecord(text) && typeof text.name === "string" && text.name !== "" ? text.name : key;

/** The names by their keys; a key stands for itself until the texts are there. */
export function namesIn(texts: PublishedTexts | undefined): (key: string) => string {
  const names = new Map(texts?.texts.map((text) => [text.key, nameOf(text)]));
  return (key) => names.get(key) ?? key;
}

/** A text in the reader's language, else in any it has; empty where it has none. */
export function localText(text: unknown, language: string): string {
  if (typeof text === "string") return text;
  if (!isRecord(text)) return "";
  const texts = [text[language], text.ja, text.en, ...Object.values(text)];
  return texts.find((one) => typeof one === "string") ?? "";
}
