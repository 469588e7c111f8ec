// The lines of two texts, with long stretches that are the same left out.

export interface DiffLine {
  kind: "same" | "added" | "removed" | "skipped";
  text: string;
}

/** Lines that are the same and stand around a change. */
const AROUND = 3;

export async function diffLines(before: string, after: string): Promise<DiffLine[]> {
  const { diffLines: compare } = await import("diff");
  const parts = compare(before, after);
  return parts.flatMap((part, index) => {
    const lines = part.value.replace(/\n$/, "").split("\n");
    if (part.added) return lines.map((text) => ({ kind: "added" as const, text }));
    if (part.removed) return lines.map((text) => ({ kind: "removed" as const, text }));
    return shortened(lines, index === 0, index === parts.length - 1);
  });
}

function shortened(lines: string[], isFirst: boolean, isLast: boolean): DiffLine[] {
  const same = (some: string[]) => some.map((text) => ({ kind: "same" as const, text }));
  const head = isFirst ? 0 : AROUND;
  const tail = isLast ? 0 : AROUND;
  if (lines.length <= head + tail + 1) return same(lines);
  const skipped = { kind: "skipped" as const, text: "" };
  return [...same(lines.slice(0, head)), skipped, ...(tail === 0 ? [] : same(lines.slice(-tail)))];
}
