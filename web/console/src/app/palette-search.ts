// How letters find an entry of the command palette.

import type { IconProps } from "@tabler/icons-react";
import type { ComponentType } from "react";

export interface Entry {
  key: string;
  label: string;
  kind: string;
  Icon: ComponentType<IconProps>;
  act: () => void;
  /** Found by these as well as by its label: a key, the other language's word. */
  also?: string;
}

/** Beyond this nobody reads on; more letters narrow it. */
const most = 40;

/** Letters typed, in any width or case, each word somewhere in what the entry is called; what begins so comes first. */
export function found(entries: readonly Entry[], text: string): Entry[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const ranked = entries.flatMap((entry) => {
    const label = plain(entry.label);
    const all = `${label} ${plain(entry.also ?? "")}`;
    if (!words.every((word) => all.includes(word))) return [];
    return [{ entry, rank: words[0] !== undefined && label.startsWith(words[0]) ? 0 : 1 }];
  });
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ entry }) => entry);
}

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();
