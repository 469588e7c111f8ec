// A figure's name with a small “?” beside it: one line of what it means, and the way to the chapter that tells more.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Popover } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { anchorOf, type FigureName, figureWords } from "../words/figures";
import classes from "./Explain.module.css";
import { LinkText } from "./Link";
import { useManner } from "./manner";

export function Explain({ figure }: { figure: FigureName }) {
  const { t } = useLingui();
  const { locale } = useManner();
  const [isOpen, setOpen] = useState(false);
  const textId = useId();
  const { name, meaning } = figureWords(locale, figure);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={300}
      position="top"
      withArrow
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <ActionIcon
          className={classes.mark}
          size={24}
          aria-label={t`What “${name}” means`}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <IconHelpCircle size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={name} aria-describedby={textId} className={classes.box}>
        <p className={classes.name}>{name}</p>
        <p id={textId}>{meaning}</p>
        <LinkText to="/help/$chapter" params={{ chapter: "effects" }} hash={anchorOf(figure)}>
          <Trans>How it is reckoned</Trans>
        </LinkText>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The name of a figure, explained on demand. `children`: another name than its own. */
export function Explained({ figure, children }: { figure: FigureName; children?: ReactNode }) {
  const { locale } = useManner();
  return (
    <span className={classes.named}>
      {children ?? figureWords(locale, figure).name}
      <Explain figure={figure} />
    </span>
  );
}
