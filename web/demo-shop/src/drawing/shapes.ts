/**
 * The few shapes all product drawings are made of. Coordinates are in a 240 × 240 field with the ground at y = 196.
 * Flat colour, one soft shade on the right, one light on the left: the light comes from a window at the upper left.
 */
export const tone = {
  white: "#f6f2e9",
  cream: "#e9dfcb",
  sand: "#d8c7a8",
  straw: "#c9b27c",
  wood: "#cfa877",
  woodDark: "#a97f52",
  amber: "#96602f",
  amberDark: "#6f4320",
  persimmon: "#b4653c",
  clay: "#b58a6b",
  ash: "#a9aca4",
  ashDark: "#858a83",
  ink: "#3d3d3c",
  inkSoft: "#565553",
  indigo: "#3f5675",
  indigoPale: "#8ba0b6",
  pine: "#56735f",
  pinePale: "#9db5a2",
  brass: "#c6a45b",
  blush: "#d9b3a4",
  silver: "#c3c7c8",
} as const;

/** A filled path. */
export const path = (d: string, fill: string, opacity = 1): string =>
  `<path d="${d}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`;

/** A stroked line with round ends. */
export const line = (d: string, stroke: string, width: number, opacity = 1): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`;

/** A dashed line, for stitches. */
export const stitch = (d: string, stroke: string, dash = "4 5", width = 1.6): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-dasharray="${dash}" stroke-linecap="round"/>`;

export const oval = (cx: number, cy: number, rx: number, ry: number, fill: string, opacity = 1): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`;

export const box = (
  x: number,
  y: number,
  w: number,
  h: number,
  r: number,
  fill: string,
  opacity = 1,
): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`;

/** The shadow where a thing stands. */
export const ground = (cx: number, rx: number, cy = 197): string =>
  oval(cx + 5, cy, rx, Math.max(4, rx * 0.09), "#000", 0.13);

export const turned = (degrees: number, cx: number, cy: number, inner: string): string =>
  `<g transform="rotate(${degrees} ${cx} ${cy})">${inner}</g>`;

export const moved = (x: number, y: number, inner: string, scale = 1): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${inner}</g>`;

interface Bowl {
  cx: number;
  top: number;
  width: number;
  depth: number;
  /** Width of the foot ring. */
  foot: number;
  outside: string;
  inside: string;
  rim: string;
}

/** A thrown bowl or cup seen slightly from above: body, shade, foot, rim. */
export function bowl({ cx, top, width, depth, foot, outside, inside, rim }: Bowl): string {
  const left = cx - width / 2;
  const right = cx + width / 2;
  const bottom = top + depth;
  const lip = width * 0.13;
  const body = `M${left} ${top} C${left + width * 0.03} ${top + depth * 0.62} ${cx - width * 0.32} ${bottom} ${cx - foot / 2} ${bottom} H${cx + foot / 2} C${cx + width * 0.32} ${bottom} ${right - width * 0.03} ${top + depth * 0.62} ${right} ${top} Z`;
  const shade = `M${right} ${top} C${right - width * 0.03} ${top + depth * 0.62} ${cx + width * 0.32} ${bottom} ${cx + foot / 2} ${bottom} H${cx + foot * 0.1} C${cx + width * 0.2} ${bottom - depth * 0.08} ${right - width * 0.16} ${top + depth * 0.6} ${right - width * 0.15} ${top} Z`;
  return (
    box(cx - foot / 2, bottom - 3, foot, 10, 2, outside) +
    box(cx - foot / 2, bottom, foot, 7, 2, "#000", 0.18) +
    path(body, outside) +
    path(shade, "#000", 0.1) +
    oval(cx, top, width / 2, lip, rim) +
    oval(cx, top + 1, width / 2 - 4, lip - 3, inside) +
    path(
      `M${left + 4} ${top + 1} A${width / 2 - 4} ${lip - 3} 0 0 0 ${right - 4} ${top + 1} A${width / 2 - 4} ${lip * 0.45} 0 0 1 ${left + 4} ${top + 1} Z`,
      "#fff",
      0.14,
    )
  );
}
