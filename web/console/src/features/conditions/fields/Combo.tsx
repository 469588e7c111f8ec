// A field that offers what the shop's data knows and takes anything else as well (the combobox of ARIA 1.2). The list
// opens on a press, an arrow or a letter, never by passing through with Tab.

import { Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { foundIn, type Option, type OptionGroup } from "../model/options";
import { Fit } from "./Fit";
import classes from "./fields.module.css";

export interface ComboProps<T> {
  label: string;
  /** What stands in the field while nobody types. */
  text: string;
  /** Asked for when the list opens. */
  options: () => readonly OptionGroup<T>[];
  /** What typed text may mean; the first is taken when the field is left. */
  free?: (text: string) => readonly Option<T>[];
  /** What was typed is likelier meant than what begins with it: a part of a text is asked for. */
  isFreeFirst?: boolean;
  onPick: (value: T) => void;
  /** Leaving a field that was emptied. */
  onClear?: () => void;
  placeholder?: string;
  isStrong?: boolean;
  isFirst?: boolean;
  isMissing?: boolean;
  /** Opens as soon as it is reached: there is nothing in it yet. */
  opensAtOnce?: boolean;
  /** Empties the field after each pick, for lists. */
  isForMany?: boolean;
}

export function Combo<T>(props: ComboProps<T>) {
  const { label, text, options, free, onPick, onClear, placeholder = "", isForMany } = props;
  const { t } = useLingui();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const groups = isOpen ? foundIn(options(), typed ?? "", free, props.isFreeFirst) : [];
  const flat = groups.flatMap((group) => group.options);

  const open = () => {
    setOpen(true);
    setActive(typed ? 0 : Math.max(0, foundPlace(options(), text)));
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  const pick = (option: Option<T>) => {
    onPick(option.value);
    close();
  };
  /** What was typed counts, also without Enter. */
  const leave = () => {
    if (typed !== null && typed.trim() === "" && text !== "") onClear?.();
    else if (typed !== null && typed.trim() !== "" && typed !== text) {
      const exact = options()
        .flatMap((group) => group.options)
        .find((option) => option.label === typed.trim());
      const meant = exact ?? free?.(typed.trim())[0];
      if (meant) onPick(meant.value);
    }
    close();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) {
      // Alt with an arrow moves the row, except down on a closed list, which opens it.
      if (event.altKey) return;
      event.preventDefault();
      if (!isOpen) open();
      else setActive((active + by + flat.length) % Math.max(1, flat.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = flat[active];
      if (isOpen && option) pick(option);
      else open();
    } else if (event.key === "Escape" && (isOpen || typed !== null)) {
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && isForMany && (typed ?? "") === "") onClear?.();
  };
  const shown = typed ?? text;
  return (
    <Fit
      text={shown || placeholder}
      hasArrow
      isStrong={props.isStrong ?? false}
      isMissing={props.isMissing ?? false}
    >
      <input
        ref={input}
        className={classes.control}
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && flat.length > 0 ? `${id}${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-first={props.isFirst || undefined}
        placeholder={placeholder}
        value={shown}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setOpen(true);
          setActive(0);
        }}
        onFocus={(event) => {
          event.currentTarget.select();
          if (props.opensAtOnce) open();
        }}
        onClick={() => !isOpen && open()}
        onBlur={leave}
        onKeyDown={onKey}
      />
      {isOpen && (
        <List
          id={id}
          label={label}
          groups={groups}
          active={active}
          chosen={text}
          nothing={t`Nothing found`}
          hasMore={
            typed === null &&
            options().some(({ most, options: all }) => most !== undefined && all.length > most)
          }
          pick={pick}
        />
      )}
    </Fit>
  );
}

function foundPlace<T>(groups: readonly OptionGroup<T>[], text: string): number {
  return foundIn(groups, "")
    .flatMap((group) => group.options)
    .findIndex((option) => option.label === text);
}

interface ListProps<T> {
  id: string;
  label: string;
  groups: readonly OptionGroup<T>[];
  active: number;
  chosen: string;
  nothing: string;
  /** Not everything is shown yet. */
  hasMore: boolean;
  pick: (option: Option<T>) => void;
}

/** Room that the list wants below the field. */
const HEIGHT_PX = 350;
const WIDTH_PX = 380;

function List<T>(props: ListProps<T>) {
  const { id, label, groups, active, chosen, nothing, hasMore, pick } = props;
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ above?: true; end?: true }>({});
  useLayoutEffect(() => {
    const field = list.current?.parentElement?.getBoundingClientRect();
    if (!field) return;
    const below = window.innerHeight - field.bottom;
    setPlace({
      ...(below < HEIGHT_PX && field.top > below ? { above: true } : {}),
      ...(field.left + WIDTH_PX > window.innerWidth && field.right > WIDTH_PX ? { end: true } : {}),
    });
  }, []);
  useEffect(() => {
    document.getElementById(`${id}${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  let at = -1;
  return (
    <div
      ref={list}
      id={`${id}list`}
      className={classes.list}
      role="listbox"
      aria-label={label}
      data-above={place.above}
      data-end={place.end}
    >
      {hasMore && (
        <div className={classes.heading} aria-hidden>
          <Trans>Type to find more</Trans>
        </div>
      )}
      {groups.length === 0 && (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
        <div className={classes.nothing} role="option" aria-selected={false} aria-disabled>
          {nothing}
        </div>
      )}
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={group.label} role="group" aria-label={group.label || label} className={classes.options}>
          {group.label && (
            <div className={classes.heading} aria-hidden>
              {group.label}
            </div>
          )}
          {group.options.map((option) => {
            at += 1;
            const place = at;
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
              <div
                key={option.key}
                id={`${id}${place}`}
                className={classes.option}
                role="option"
                aria-selected={place === active}
                data-chosen={option.label === chosen || undefined}
                // The field would lose the focus, and with it the list.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => pick(option)}
              >
                <span>{option.label}</span>
                {option.hint && <span className={classes.hint}>{option.hint}</span>}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
