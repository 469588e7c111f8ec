// What a chart shows, apart from how it is drawn.

export interface ChartSeries {
  key: string;
  /** Written at the end of its line. */
  label: string;
  /** A CSS variable: `var(--kz-arm-0)`. */
  colour: string;
  values: readonly (number | null)[];
  /** The comparison: grey and dashed. */
  isControl?: boolean;
}

export interface Drawing {
  kind: "line" | "bar";
  /** One for each value: a day, an hour. */
  places: readonly string[];
  series: readonly ChartSeries[];
  write: (value: number) => string;
  /** On the axis, where there is less room. */
  writeShort?: (value: number) => string;
}

const colours = 6;

/** Colours of series that are no arms, in their order; what is left over is grey, as it is nobody's own. */
export const seriesColour = (place: number): string =>
  place < colours ? `var(--kz-arm-${place})` : "var(--kz-unknown)";
