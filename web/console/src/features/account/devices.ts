// A browser's own description in two words: `Chrome, macOS`. Good enough to know one's own devices by; never used to
// decide anything.

const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const first = (names: [RegExp, string][], text: string) => names.find(([pattern]) => pattern.test(text))?.[1];

/** Null where nothing is known; a short description that nobody recognises is shown as it is. */
export function deviceName(device: string): string | null {
  const known = [first(browsers, device), first(systems, device)].filter((name) => name !== undefined);
  if (known.length > 0) return known.join(", ");
  return device.trim() === "" ? null : device;
}
