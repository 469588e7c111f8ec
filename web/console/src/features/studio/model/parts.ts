// The five parts of a campaign, each understandable by itself, and which place of the text belongs to which.

export const PARTS = ["who", "when", "what", "goal", "care"] as const;
export type Part = (typeof PARTS)[number];

export const isPart = (value: unknown): value is Part => PARTS.includes(value as Part);

/** The fields of the text that a part holds. */
export const FIELDS: Readonly<Record<Part, readonly string[]>> = {
  who: ["audience"],
  when: ["trigger"],
  what: ["arms", "control"],
  goal: ["goal", "smallest_effect", "message_cost"],
  care: ["caps", "priority", "schedule", "stop", "exit", "tags", "needs_verified", "rules"],
};

/** Where a place of the text is edited. What belongs to no part (name, key, the text as a whole) is named beside the title. */
export function partOf(at: string): Part | null {
  const field = /^[^.[]*/.exec(at)?.[0] ?? "";
  return PARTS.find((part) => FIELDS[part].includes(field)) ?? null;
}

export interface StepPlace {
  arm: number;
  step: string;
  /** Inside the step; empty for the step as a whole. */
  rest: string;
}

/** Keys of steps may have dots: the longest one that the arm has is meant. */
export function stepPlaceOf(at: string, keysOf: (arm: number) => readonly string[]): StepPlace | null {
  const found = /^arms\[(\d+)\]\.scenario\.steps\.(.+)$/.exec(at);
  if (!found) return null;
  const [, arm = "0", tail = ""] = found;
  const fits = (key: string) => tail === key || tail.startsWith(`${key}.`) || tail.startsWith(`${key}[`);
  const step = keysOf(Number(arm))
    .filter(fits)
    .sort((a, b) => b.length - a.length)[0];
  if (step === undefined) return null;
  return { arm: Number(arm), step, rest: tail.slice(step.length).replace(/^\./, "") };
}
