// A copied step. It stays in this browser, so that it can be put into another arm or another campaign.

import { isRecord } from "../../../words/words";
import type { KeyedStep } from "../model/scenario";

const NAME = "kizukai-copied-step";

export const copy = (step: KeyedStep): void => localStorage.setItem(NAME, JSON.stringify(step));

export function copied(): KeyedStep | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(NAME) ?? "null");
    return isRecord(found) && typeof found.key === "string" && isRecord(found.step)
      ? { key: found.key, step: found.step }
      : null;
  } catch {
    return null;
  }
}
