// Lengths of time as the language writes them: a whole number and a unit.

export const UNITS = ["m", "h", "d"] as const;
const PATTERN = /^(\d+)(ms|s|m|h|d|w)$/;

export interface Span {
  amount: number;
  unit: string;
}

export function readSpan(text: string): Span | null {
  const parts = PATTERN.exec(text);
  return parts ? { amount: Number(parts[1]), unit: parts[2] ?? "d" } : null;
}

export const isSpan = (value: unknown): value is string => typeof value === "string" && PATTERN.test(value);
export const writeSpan = ({ amount, unit }: Span): string => `${amount}${unit}`;
