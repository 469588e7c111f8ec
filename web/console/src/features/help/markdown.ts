// Reads the little of Markdown that the chapters use: headings with an anchor, paragraphs, lists, tables, code. Pure; nothing of
// it becomes HTML by itself.

export type Block =
  | { kind: "heading"; level: number; text: string; anchor: string | null }
  | { kind: "paragraph"; text: string }
  | { kind: "list"; items: string[] }
  | { kind: "code"; text: string }
  | { kind: "table"; head: string[]; rows: string[][] };

export type Inline =
  | { kind: "text" | "code" | "strong"; text: string }
  | { kind: "link"; text: string; to: string };

const HEADING = /^(#{1,4}) (.+?)(?: \{#([\w-]+)\})?$/;

export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split("\n");
  const blocks: Block[] = [];
  let at = 0;
  const takeWhile = (fits: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    while (at < lines.length && fits(lines[at] as string)) taken.push(lines[at++] as string);
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] as string;
    const heading = HEADING.exec(line);
    if (line.trim() === "") at += 1;
    else if (heading) {
      const [, marks = "#", text = "", anchor = null] = heading;
      blocks.push({ kind: "heading", level: marks.length, text, anchor });
      at += 1;
    } else if (line.startsWith("```")) {
      at += 1;
      blocks.push({ kind: "code", text: takeWhile((one) => !one.startsWith("```")).join("\n") });
      at += 1;
    } else if (line.startsWith("|")) blocks.push(tableOf(takeWhile((one) => one.startsWith("|"))));
    else if (line.startsWith("- ")) blocks.push(listOf(takeWhile((one) => /^(- | {2})/.test(one))));
    else blocks.push({ kind: "paragraph", text: joined(takeWhile(isText)) });
  }
  return blocks;
}

const isText = (line: string) => line.trim() !== "" && !/^(#{1,4} |```|\||- )/.test(line);

/** Lines of a paragraph: Japanese goes on without a space. */
const joined = (lines: readonly string[]): string =>
  lines.map((line) => line.trim()).reduce((text, line) => text + glue(text, line) + line);

const isWide = (letter: string | undefined) => (letter?.charCodeAt(0) ?? 0) > 0x2e7f;
const glue = (before: string, after: string) => (isWide(before.at(-1)) || isWide(after[0]) ? "" : " ");

function listOf(lines: readonly string[]): Block {
  const items: string[][] = [];
  for (const line of lines) {
    if (line.startsWith("- ")) items.push([line.slice(2)]);
    else items.at(-1)?.push(line);
  }
  return { kind: "list", items: items.map(joined) };
}

function tableOf(lines: readonly string[]): Block {
  const cells = lines.map((line) =>
    line
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const [head = [], , ...rows] = cells;
  return { kind: "table", head, rows };
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)]+)\)/g;

export function inlinesOf(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) found.push({ kind: "text", text: text.slice(at, match.index) });
    const [whole, code, strong, name, to] = match;
    if (code !== undefined) found.push({ kind: "code", text: code });
    else if (strong !== undefined) found.push({ kind: "strong", text: strong });
    else if (name !== undefined && to !== undefined) found.push({ kind: "link", text: name, to });
    at = match.index + whole.length;
  }
  if (at < text.length) found.push({ kind: "text", text: text.slice(at) });
  return found;
}
