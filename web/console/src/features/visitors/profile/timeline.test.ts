import { describe, expect, it } from "vitest";
import type { HistoryRow } from "./row";
import { type Line, linesOf, withNewer } from "./timeline";

const row = (timestamp: string, type = "track"): HistoryRow => ({
  messageId: `m ${timestamp}`,
  timestamp,
  type,
  properties: { path: "/" },
});

const brief = (lines: Line[]) =>
  lines.map((line) => (line.kind === "event" ? line.row.timestamp.slice(8, 16) : line.kind));

describe("the lines of a history", () => {
  it("part days and visits, newest first", () => {
    const rows = [
      "2026-11-30T02:10:00Z",
      "2026-11-30T02:00:00Z",
      "2026-11-30T01:00:00Z",
      "2026-11-28T05:00:00Z",
    ];
    expect(
      brief(
        linesOf(
          rows.map((at) => row(at)),
          "Asia/Tokyo",
          false,
        ),
      ),
    ).toEqual(["day", "visit", "30T02:10", "30T02:00", "visit", "30T01:00", "day", "visit", "28T05:00"]);
  });

  it("take the day from the site's time zone", () => {
    const rows = [row("2026-11-29T15:05:00Z"), row("2026-11-29T14:55:00Z")];
    const days = (zone: string) => linesOf(rows, zone, false).filter((line) => line.kind === "day").length;
    expect(days("Asia/Tokyo")).toBe(2);
    expect(days("UTC")).toBe(1);
  });

  it("say when a visit began and ended and how many pages it had", () => {
    const rows = [
      row("2026-11-30T02:20:00Z"),
      row("2026-11-30T02:00:00Z", "page"),
      row("2026-11-30T01:50:00Z", "page"),
    ];
    const visit = linesOf(rows, "UTC", true).find((line) => line.kind === "visit");
    expect(visit).toMatchObject({
      visit: { from: "2026-11-30T01:50:00Z", until: "2026-11-30T02:20:00Z", pages: 2, isOpenEnded: true },
    });
  });

  it("keep their names while newer events come in", () => {
    const rows = [row("2026-11-30T02:00:00Z")];
    const later = withNewer(rows, [row("2026-11-30T02:05:00Z"), ...rows]);
    const visitId = (lines: Line[]) => lines.find((line) => line.kind === "visit")?.id;
    expect(visitId(linesOf(later, "UTC", false))).toBe(visitId(linesOf(rows, "UTC", false)));
  });

  it("are as many as there are events when 20,000 come at once, each in one place", () => {
    const at = (index: number) => new Date(Date.UTC(2026, 10, 30) - index * 60_000).toISOString();
    const rows = Array.from({ length: 20_000 }, (_, index) => row(at(index)));
    const lines = linesOf(rows, "Asia/Tokyo", false);
    expect(lines.filter((line) => line.kind === "event")).toHaveLength(20_000);
    expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length);
  });
});

describe("newer rows", () => {
  it("stand before the others, each once", () => {
    const [a, b, c] = [row("2026-11-30T03:00:00Z"), row("2026-11-30T02:00:00Z"), row("2026-11-30T01:00:00Z")];
    expect(withNewer([b, c], [a, b])).toEqual([a, b, c]);
    const same = [b, c];
    expect(withNewer(same, [b, c])).toBe(same);
  });
});
