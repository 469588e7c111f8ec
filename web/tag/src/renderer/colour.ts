/** Colours of the messages: the shop's own where it names them, and always readable. */

export type Rgb = [red: number, green: number, blue: number];

/** The WCAG 2 relative luminance, 0 (black) to 1 (white). */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The WCAG 2 contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** `share` of `a`, the rest of `b`. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((value, i) => Math.round(value * share + (b[i] as number) * (1 - share))) as Rgb;
}

export const css = (colour: Rgb): string => `rgb(${colour.join()})`;

/** `#rrggbb` as numbers. */
export const hex = (text: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as Rgb;

/** Made once: a canvas costs more than all that is read with it. */
let brush: CanvasRenderingContext2D | null | undefined;

/**
 * Any CSS colour as the browser paints it (it may come as oklch(), a name, a system colour); `undefined` for what is
 * no opaque colour.
 */
export function readColour(value: string): Rgb | undefined {
  if (!value || !window.CSS?.supports?.("color", value)) return undefined;
  brush = brush ?? document.createElement("canvas").getContext?.("2d", { willReadFrequently: true });
  if (!brush) return undefined;
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = value;
  brush.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, alpha = 0] = brush.getImageData(0, 0, 1, 1).data;
  return alpha > 250 ? [r, g, b] : undefined;
}
