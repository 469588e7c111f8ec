// What a field offers, in groups, and what of it fits the text that was typed.

export interface Option<T> {
  key: string;
  label: string;
  value: T;
  /** Beside it, smaller: how often, or its name in the data. */
  hint?: string | undefined;
  /** Found by these words too. */
  also?: string | undefined;
}

export interface OptionGroup<T> {
  label: string;
  options: readonly Option<T>[];
  /** So many are shown while nothing is typed: the groups below are to be seen as well. */
  most?: number;
}

/** More in a list than anybody reads. */
const MOST = 60;

const plain = (text: string) => text.normalize("NFKC").toLocaleLowerCase();

/** Every word must stand somewhere. What the text itself may mean comes last, or first where part of a text is asked for. */
export function foundIn<T>(
  groups: readonly OptionGroup<T>[],
  text: string,
  free?: (text: string) => readonly Option<T>[],
  isFreeFirst = false,
): OptionGroup<T>[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  let left = MOST;
  const found = groups.map((group) => {
    const most = words.length === 0 ? Math.min(group.most ?? left, left) : left;
    const options = group.options.filter((option) => fits(option, words)).slice(0, most);
    left -= options.length;
    return { label: group.label, options };
  });
  const isNamed = found.some(({ options }) => options.some(({ label }) => label === text.trim()));
  const meant = text.trim() === "" || isNamed ? [] : (free?.(text.trim()) ?? []);
  const own = [{ label: "", options: meant }];
  const all = isFreeFirst ? [...own, ...found] : [...found, ...own];
  return all.filter(({ options }) => options.length > 0);
}

function fits<T>({ label, hint, also }: Option<T>, words: readonly string[]): boolean {
  const all = plain([label, hint, also].filter(Boolean).join(" "));
  return words.every((word) => all.includes(word));
}
