// Puts a place into a text that is filled for each visitor. It asks for what stands there when nothing is known: without
// that, a sentence would have a hole.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect, Popover, TextInput } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { variable } from "../step/variables";
import { useDesigner } from "./context";
import classes from "./designer.module.css";

/** No trait is called so. */
const OTHER = " ";

export function VariableMenu({ onInsert }: { onInsert: (place: string) => void }) {
  const { traits, isDisabled } = useDesigner();
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [trait, setTrait] = useState("name");
  const [isOther, setOther] = useState(false);
  const [fallback, setFallback] = useState("");
  const known = [...new Set(["name", ...traits.map((one) => one.name)])];
  const name = trait.trim().replace(/^traits\./, "");
  const isWhole = /^[\p{L}\p{N}_.]+$/u.test(name) && fallback.trim() !== "";
  const insert = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!isWhole) return;
    setOpen(false);
    setFallback("");
    onInsert(variable(name, fallback));
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} width={280} position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={isDisabled}
          leftSection={<IconUserPlus size={14} aria-hidden />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Trans>Add what is known of the visitor</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={classes.popover} onSubmit={insert}>
          <NativeSelect
            label={t`What is known`}
            value={isOther ? OTHER : trait}
            onChange={({ currentTarget: { value } }) => {
              setOther(value === OTHER);
              setTrait(value === OTHER ? "" : value);
            }}
            data={[
              ...known.map((value) => ({ value, label: value })),
              { value: OTHER, label: t`Another attribute` },
            ]}
          />
          {isOther && (
            <TextInput
              label={t`Name of the attribute`}
              placeholder="favourite_colour"
              value={trait}
              onChange={(event) => setTrait(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={t`Where it is not known`}
            description={t`Most visitors are unknown: this is what they read.`}
            placeholder={t`dear customer`}
            required
            withAsterisk={false}
            value={fallback}
            onChange={(event) => setFallback(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={!isWhole}>
            <Trans>Put it in</Trans>
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
