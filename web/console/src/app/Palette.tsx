// The command palette: type a few letters, go there or do it. Places, campaigns, segments, a visitor by id, and what
// one does to the console itself.

import { Trans, useLingui } from "@lingui/react/macro";
import { Kbd, Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import classes from "./Palette.module.css";
import { useEntries } from "./palette-entries";
import { type Entry, found } from "./palette-search";

export default function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useLingui();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={560}
      padding={0}
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.2} />
      <Modal.Content aria-label={t`Search or go to`}>
        <Search onClose={onClose} onHelp={onHelp} />
      </Modal.Content>
    </Modal.Root>
  );
}

function Search({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  // At once: whoever opened it types on.
  useEffect(() => field.current?.focus(), []);
  const entries = found(useEntries(text, onHelp), text);
  const chosen = Math.min(active, entries.length - 1);

  const act = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((chosen + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      act(entries[chosen]);
    }
  };

  return (
    <>
      <div className={classes.search}>
        <IconSearch size={18} stroke={1.6} aria-hidden />
        <input
          className={classes.input}
          ref={field}
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries[chosen] && `${listId}-${chosen}`}
          aria-label={t`Search or go to`}
          placeholder={t`A page, a campaign, a segment, or a visitor's id`}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Results id={listId} entries={entries} chosen={chosen} onPoint={setActive} onChoose={act} />
      <div className={classes.foot} aria-hidden>
        <span>
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> <Trans>choose</Trans>
        </span>
        <span>
          <Kbd size="xs">Enter</Kbd> <Trans>open</Trans>
        </span>
        <span>
          <Kbd size="xs">Esc</Kbd> <Trans>close</Trans>
        </span>
      </div>
    </>
  );
}

interface ResultsProps {
  id: string;
  entries: Entry[];
  chosen: number;
  onPoint: (index: number) => void;
  onChoose: (entry: Entry) => void;
}

function Results({ id, entries, chosen, onPoint, onChoose }: ResultsProps) {
  const { t } = useLingui();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  if (entries.length === 0) {
    return (
      <p className={classes.none} role="status">
        <Trans>Nothing is called that.</Trans>
      </p>
    );
  }
  return (
    <div className={classes.list} id={id} role="listbox" aria-label={t`Found`} ref={list}>
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, as in every combobox
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
        <div
          key={entry.key}
          id={`${id}-${index}`}
          data-index={index}
          role="option"
          aria-selected={index === chosen}
          className={classes.entry}
          onPointerMove={() => onPoint(index)}
          onClick={() => onChoose(entry)}
        >
          <entry.Icon size={18} stroke={1.6} aria-hidden />
          <span className={classes.label}>{entry.label}</span>
          <span className={classes.kind}>{entry.kind}</span>
        </div>
      ))}
    </div>
  );
}
