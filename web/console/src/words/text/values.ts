// A value of a text as a reader says it, by its place. What has no better words stays as it is written.

import { t } from "@lingui/core/macro";
import type { Campaign, Cap, Role, Status } from "../../api/types";
import { conditionLine } from "../condition";
import { capWords } from "../decision";
import { formatName } from "../formats";
import { roleName } from "../roles";
import { spanWords } from "../span";
import { statusName } from "../status";
import { shareWords } from "../steps";
import { triggerLine } from "../trigger";
import { isRecord, say, type Words } from "../words";
import { goalWords, scheduleWords } from "./parts";

export interface Manner {
  words: Words;
  moment: (at: string) => string;
}

const SPANS = new Set(["time", "for", "within"]);
const CONDITIONS = new Set(["audience", "exit", "where", "when", "condition"]);

export function placeValue(path: string[], value: unknown, { words, moment }: Manner): string {
  if (value === undefined || value === null) return "–";
  const place = path.at(-1) ?? "";
  if (CONDITIONS.has(place)) return conditionLine(words, value);
  if (SPANS.has(place)) return spanWords(words, value);
  if (place === "ways" && Array.isArray(value)) return list(words, waysWords(value));
  if (place === "on") return { event: t`Event`, visit: t`The next visit` }[String(value)] ?? String(value);
  if (place === "mode" || place === "verification") return value === "required" ? t`Yes` : t`No`;
  if (place === "trigger" && isRecord(value))
    return triggerLine(words, value as unknown as Campaign["trigger"]);
  if (place === "caps" && Array.isArray(value))
    return list(
      words,
      value.map((cap) => capWords(words, cap as Cap)),
    );
  if (place === "goal" && isRecord(value)) return goalWords(words, value as unknown as Campaign["goal"]);
  if (place === "schedule" && isRecord(value)) return scheduleWords(value, moment);
  if (place === "format") return formatName(String(value));
  if (place === "status") return statusName(value as Status);
  if (place === "role") return roleName(value as Role);
  if (place === "control" || place === "holdout") return `${String(value)} %`;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return list(words, value);
  if (typeof value === "boolean") return value ? t`Yes` : t`No`;
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}

/** The ways of a split, which have no keys: 「A · 50 % → thanks」. */
const waysWords = (ways: unknown[]): string[] =>
  ways.map((way, place) => `${shareWords({ ways }, place)} → ${isRecord(way) ? (way.next ?? "end") : "end"}`);

const list = (words: Words, items: string[]) => items.join(say(words, { ja: "、", en: ", " })) || "–";
