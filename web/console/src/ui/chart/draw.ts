// Draws with ECharts, of which only what is used is taken. A chunk of its own: it loads where a chart stands.

import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { fontFamily, motionMs } from "../../app/tokens";
import type { ChartSeries, Drawing } from "./drawing";

use([LineChart, BarChart, GridComponent, TooltipComponent, LabelLayout, SVGRenderer]);

export interface Drawn {
  show: (drawing: Drawing) => void;
  end: () => void;
}

export function draw(element: HTMLElement): Drawn {
  const chart = init(element, null, { renderer: "svg" });
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(element);
  return {
    show: (drawing) =>
      chart.setOption(optionOf(drawing, inkOf(element), element.clientWidth), { notMerge: true }),
    end: () => {
      watcher.disconnect();
      chart.dispose();
    },
  };
}

/** Reads the colours as they stand in this scheme. */
function inkOf(element: HTMLElement): (variable: string) => string {
  const style = getComputedStyle(element);
  return (variable) => style.getPropertyValue(/--[\w-]+/.exec(variable)?.[0] ?? variable).trim();
}

const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const small = 11;
const narrow_px = 520;

function optionOf(drawing: Drawing, ink: (variable: string) => string, width: number): EChartsCoreOption {
  const { places, series, write, writeShort = write, kind } = drawing;
  const soft = ink("--kz-ink-faint");
  const line = ink("--kz-line");
  const room = kind === "line" && series.length > 1 ? labelRoom(series, width) : 12;
  return {
    animation: !isStill(),
    animationDuration: motionMs,
    animationDurationUpdate: motionMs,
    textStyle: { fontFamily },
    grid: {
      left: 4,
      top: 16,
      right: room,
      bottom: 0,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      trigger: "axis",
      axisPointer: {
        type: kind === "bar" ? "shadow" : "line",
        lineStyle: { color: ink("--kz-line-strong") },
      },
      backgroundColor: ink("--kz-surface"),
      borderColor: line,
      textStyle: { color: ink("--kz-ink"), fontSize: 12 },
      valueFormatter: (value: unknown) => (typeof value === "number" ? write(value) : "–"),
      confine: true,
    },
    xAxis: {
      type: "category",
      data: places,
      boundaryGap: kind === "bar",
      axisLine: { lineStyle: { color: ink("--kz-line-strong") } },
      axisTick: { show: false },
      axisLabel: { color: soft, fontSize: small, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      splitNumber: 4,
      splitLine: { lineStyle: { color: line } },
      axisLabel: {
        color: soft,
        fontSize: small,
        formatter: (value: number) => (value === 0 ? "0" : writeShort(value)),
      },
    },
    series: series.map((one) => (kind === "bar" ? bars(one, ink) : lines(one, ink, series.length > 1, room))),
  };
}

/** Room for the labels at the lines' ends; on a phone a third of the width at most. */
function labelRoom(series: readonly ChartSeries[], width: number): number {
  const longest = Math.max(...series.map(({ label }) => widthOf(label)));
  return Math.min(longest + 16, width < narrow_px ? width * 0.3 : 180);
}

const widthOf = (label: string): number =>
  [...label].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 12 : 6.5), 0);

const lines = (one: ChartSeries, ink: (variable: string) => string, isLabelled: boolean, room: number) => ({
  type: "line",
  name: one.label,
  data: one.values,
  color: ink(one.colour),
  showSymbol: one.values.length === 1,
  symbolSize: 6,
  lineStyle: { width: 2, type: one.isControl ? [5, 4] : "solid" },
  emphasis: { disabled: true },
  endLabel: {
    show: isLabelled,
    formatter: "{a}",
    color: ink(one.colour),
    fontSize: 12,
    fontWeight: 600,
    width: room - 12,
    overflow: "truncate",
  },
  labelLayout: { moveOverlap: "shiftY" },
});

const bars = (one: ChartSeries, ink: (variable: string) => string) => ({
  type: "bar",
  name: one.label,
  stack: "all",
  barCategoryGap: "24%",
  data: one.values,
  color: ink(one.colour),
  emphasis: { disabled: true },
});
