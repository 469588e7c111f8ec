// What happened, newest first. Only the lines near the window are in the page; older ones are asked for as they come near.

import { Plural, Trans } from "@lingui/react/macro";
import { Button, Loader } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useManner } from "../../../ui/manner";
import { useWords } from "../../../words/useWords";
import type { Dialogues } from "./dialogueActs";
import type { HistoryRow } from "./row";
import classes from "./Timeline.module.css";
import { DayLine, EventLine, VisitLine } from "./TimelineLines";
import { type Line, linesOf } from "./timeline";
import { useHeldRows } from "./useHeldRows";

const HEIGHTS: Record<Line["kind"], number> = { day: 52, visit: 36, event: 52 };
/** Older rows are asked for when so many lines are left below. */
const NEAR_END = 40;

export interface TimelineProps {
  rows: readonly HistoryRow[];
  dialogues: Dialogues;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  onOpen: (row: HistoryRow) => void;
}

export function Timeline({ rows, dialogues, hasMore, isLoadingMore, loadMore, onOpen }: TimelineProps) {
  const { timezone } = useManner();
  const words = useWords();
  const list = useRef<HTMLDivElement>(null);
  const held = useHeldRows(rows, list);
  const lines = useMemo(() => linesOf(held.rows, timezone, hasMore), [held.rows, timezone, hasMore]);
  const top = useTop(list);
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => HEIGHTS[lines[index]?.kind ?? "event"],
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= lines.length - NEAR_END) loadMore();
  }, [hasMore, isLoadingMore, last, lines.length, loadMore]);

  return (
    <div className={classes.timeline}>
      <div className={classes.newer} aria-live="polite">
        {held.waiting > 0 && (
          <Button
            size="compact-sm"
            radius="xl"
            leftSection={<IconArrowUp size={14} aria-hidden />}
            onClick={held.release}
          >
            <Plural value={held.waiting} one="# new act" other="# new acts" />
          </Button>
        )}
      </div>
      <div ref={list} className={classes.lines} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index];
          return (
            line && (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={classes.place}
                style={{ transform: `translateY(${item.start - top}px)` }}
              >
                <LineView
                  line={line}
                  isFirst={item.index === 0}
                  words={words}
                  dialogues={dialogues}
                  onOpen={onOpen}
                />
              </div>
            )
          );
        })}
      </div>
      {isLoadingMore && (
        <p className={classes.more}>
          <Loader size={14} aria-hidden /> <Trans>Reading older acts…</Trans>
        </p>
      )}
      {!hasMore && (
        <p className={classes.more}>
          <Trans>This is where the history begins.</Trans>
        </p>
      )}
    </div>
  );
}

interface LineViewProps {
  line: Line;
  isFirst: boolean;
  words: ReturnType<typeof useWords>;
  dialogues: Dialogues;
  onOpen: (row: HistoryRow) => void;
}

function LineView({ line, isFirst, words, dialogues, onOpen }: LineViewProps) {
  switch (line.kind) {
    case "day":
      return <DayLine at={line.at} isFirst={isFirst} />;
    case "visit":
      return <VisitLine visit={line.visit} />;
    case "event":
      return <EventLine line={line} words={words} dialogues={dialogues} onOpen={onOpen} />;
  }
}

/** Where the list begins on the page; what stands above it may grow. */
function useTop(list: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const here = list.current?.getBoundingClientRect().top;
      if (here !== undefined) setTop(Math.round(here + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return top;
}
