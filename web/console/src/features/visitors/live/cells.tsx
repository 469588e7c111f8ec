// The cells of the live list.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { IconDeviceDesktop, IconDeviceMobile, IconDeviceTablet, IconMessage } from "@tabler/icons-react";
import { type MouseEvent, memo, type ReactNode } from "react";
import type { LiveVisitor } from "../../../api/types";
import { VisitorName } from "../../../ui/VisitorName";
import { When } from "../../../ui/When";
import { profileAddress } from "../../../words/who";
import type { Words } from "../../../words/words";
import { lastEventWords } from "../lastEvent";
import classes from "./cells.module.css";

interface Cell {
  row: LiveVisitor;
}

/** Hooks that ask for names stand once above the list, not in each of its cells. */
interface SpeakingCell extends Cell {
  words: Words;
}

/** A plain link, so that the profile can be opened in another tab; a click of its own is the row's. */
export const WhoCell = memo(({ row, isFresh }: Cell & { isFresh: boolean }) => (
  <div className={classes.stack} data-fresh={isFresh || undefined}>
    <a href={profileAddress(row.profile)} className={classes.link} tabIndex={-1} onClick={leaveToRow}>
      <VisitorName visitor={row} />
    </a>
    {row.name && row.user_id && <span className={classes.faint}>{row.user_id}</span>}
  </div>
));

function leaveToRow(event: MouseEvent) {
  const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey;
  if (isElsewhere) event.stopPropagation();
  else event.preventDefault();
}

export const PageCell = memo(({ row }: Cell) => (
  <div className={classes.stack}>
    <span className={classes.line}>{row.page?.title ?? row.page?.path ?? "–"}</span>
    {row.page?.title && <span className={classes.faint}>{row.page.path}</span>}
  </div>
));

export const LastActCell = memo(({ row, words }: SpeakingCell) => (
  <div className={classes.stack}>
    <span className={classes.line}>{lastEventWords(words, row.last_event)}</span>
    <span className={classes.faint}>
      <When at={row.last_at} />
    </span>
  </div>
));

export const VisitCell = memo(({ row }: Cell) => (
  <div className={classes.stack}>
    <span className={classes.line}>
      {row.visit === 1 ? <Trans>First</Trans> : <Trans>No. {row.visit}</Trans>}
    </span>
    {row.orders > 0 && (
      <span className={classes.faint}>
        <Plural value={row.orders} one="Bought once" other="Bought # times" />
      </span>
    )}
  </div>
));

const ICONS = {
  phone: IconDeviceMobile,
  mobile: IconDeviceMobile,
  tablet: IconDeviceTablet,
  desktop: IconDeviceDesktop,
};

export function useDeviceName(): (device: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    phone: t`Phone`,
    mobile: t`Phone`,
    tablet: t`Tablet`,
    desktop: t`Computer`,
  };
  return (device) => names[device] ?? device;
}

export const AmountCell = ({ children }: { children: ReactNode }) => (
  <div className={classes.stack} data-align="end">
    {children}
  </div>
);

export const DeviceCell = memo(({ row: { device } }: Cell) => {
  const name = useDeviceName();
  if (!device) return <span className={classes.faint}>–</span>;
  const Icon = device in ICONS ? ICONS[device as keyof typeof ICONS] : null;
  return Icon ? (
    <Icon size={18} stroke={1.6} role="img" aria-label={name(device)} className={classes.icon} />
  ) : (
    name(device)
  );
});

export const NowCell = memo(({ row, words }: SpeakingCell) => {
  const [first, ...rest] = row.segments;
  return (
    <div className={classes.stack}>
      {row.dialogue && <Talking campaign={words.campaign(row.dialogue.campaign)} />}
      {first !== undefined && (
        <span className={classes.faint}>{segmentsLine(words.segment(first), rest.length)}</span>
      )}
    </div>
  );
});

/** The dialogue, or a segment, in the one line that a card has for it. */
export const NowLine = memo(({ row, words }: SpeakingCell) => {
  const [first, ...rest] = row.segments;
  if (row.dialogue) return <Talking campaign={words.campaign(row.dialogue.campaign)} />;
  return <span className={classes.faint}>{first && segmentsLine(words.segment(first), rest.length)}</span>;
});

const segmentsLine = (first: string, others: number) => (others > 0 ? `${first} +${others}` : first);

const Talking = ({ campaign }: { campaign: string }) => (
  <span className={classes.talking}>
    <IconMessage size={14} aria-hidden className={classes.talkingIcon} />
    <span className={classes.line}>{campaign}</span>
  </span>
);
