// A text whose places are filled in for each visitor: `{{ traits.name | default('お客') }}` is shown as the place it is.

import classes from "./Messages.module.css";

const PLACE = /(\{\{.*?\}\})/;
const WITH_DEFAULT = /^\{\{\s*([\w.]+)(?:\s*\|\s*default\((['"])(.*?)\2\))?.*\}\}$/;

export function Filled({ text }: { text: string }) {
  return text.split(PLACE).map((part, index) => {
    const found = WITH_DEFAULT.exec(part);
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name and never move
    if (!found) return <span key={index}>{part}</span>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={index} className={classes.filled} title={part}>
        {found[3] ?? found[1]}
      </span>
    );
  });
}
