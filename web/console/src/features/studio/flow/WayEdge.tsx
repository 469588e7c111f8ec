// A way from an answer to a step: it keeps to its lane where it passes other cards by.

import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react";
import type { Lane } from "../model/layout";

export type WayData = { lanes: readonly Lane[] };

/** How far a curve goes straight on at its ends, at most. */
const EASE = 70;

export function WayEdge({
  sourceX,
  sourceY,
  targetX,
  targetY,
  data,
  markerEnd,
}: EdgeProps<Edge<WayData, "way">>) {
  return (
    <BaseEdge
      path={pathThrough([sourceX, sourceY], [targetX, targetY], data?.lanes ?? [])}
      {...(markerEnd ? { markerEnd } : {})}
    />
  );
}

type Point = readonly [x: number, y: number];

export function pathThrough(from: Point, to: Point, lanes: readonly Lane[]): string {
  const parts = [`M${from.join(" ")}`];
  let at = from;
  for (const lane of lanes) {
    parts.push(curve(at, [lane.from, lane.y]), `L${lane.to} ${lane.y}`);
    at = [lane.to, lane.y];
  }
  return [...parts, curve(at, to)].join(" ");
}

/** Leaves to the right and arrives from the left; a way back goes round in a wide curve. */
function curve([x, y]: Point, [toX, toY]: Point): string {
  const isBack = toX < x;
  const ease = isBack ? EASE * 2 : Math.min(EASE, Math.max(24, (toX - x) / 2));
  return `C${x + ease} ${y} ${toX - ease} ${toY} ${toX} ${toY}`;
}
