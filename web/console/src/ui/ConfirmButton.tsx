// A button for what cannot be undone: asks once, beside itself, and names the thing. Never a dialog over a dialog.

import { Trans } from "@lingui/react/macro";
import { Button, type ButtonProps, Group, Popover, Text, TextInput } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";

export interface ConfirmButtonProps extends Omit<ButtonProps, "onClick"> {
  /** Names the thing and says what will happen: "Remove the key “Shop back end”? …" */
  question: ReactNode;
  /** The verb on the button that does it: "Remove". */
  confirm: string;
  onConfirm: () => unknown;
  /** For what is gravest: this has to be typed first. */
  typed?: string;
  children: ReactNode;
  "aria-label"?: string;
}

export function ConfirmButton({
  question,
  confirm,
  onConfirm,
  typed,
  children,
  ...button
}: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [answer, setAnswer] = useState("");
  const textId = useId();
  const close = () => {
    setOpen(false);
    setAnswer("");
  };
  const act = () => {
    close();
    onConfirm();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => (opened ? setOpen(true) : close())}
      trapFocus
      returnFocus
      withArrow
      shadow="md"
      width={320}
      position="bottom-end"
      withRoles={false}
    >
      <Popover.Target>
        <Button
          variant="default"
          {...button}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="alertdialog" aria-describedby={textId} aria-label={confirm}>
        <Text id={textId} component="div" mb="sm">
          {question}
        </Text>
        {typed !== undefined && (
          <TextInput
            mb="sm"
            label={<Trans>To confirm, type “{typed}”</Trans>}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="xs" onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button color="red" size="xs" disabled={typed !== undefined && answer !== typed} onClick={act}>
            {confirm}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
