// What can be read on what, after WCAG 2.

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** Of a text with its background (1.4.3), and of what can be pressed (1.4.11). */
export const READABLE = 4.5;
export const DISCERNIBLE = 3;

/** The tag's two colours for text on the accent, and how it chooses. */
const [WHITE, INK] = ["#ffffff", "#141210"];

export function onAccent(accent: string): string {
  const white = contrast(WHITE, accent);
  return white >= READABLE || white > contrast(INK, accent) ? WHITE : INK;
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
