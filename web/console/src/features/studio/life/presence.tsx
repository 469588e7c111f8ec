// Who else has this campaign open and at which part; and whether somebody else has saved, which is taken over where nothing
// waits here.

import { useLingui } from "@lingui/react/macro";
import { IconUsers } from "@tabler/icons-react";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useNotify } from "../../../ui/notify";
import { tellPresence } from "../api";
import { isPart, type Part } from "../model/parts";
import { usePartNames } from "../parts/names";
import { useStudio } from "../studio";
import classes from "../Workshop.module.css";
import type { Keeper } from "./keeper";

export type Other = Awaited<ReturnType<typeof tellPresence>>["others"][number];

const OthersContext = createContext<readonly Other[]>([]);

/** The server forgets after twenty seconds. */
const PULSE_MS = 6_000;
/** This window; another one of the same member counts as another. */
const WINDOW = windowName();

/** The same after the page was loaded again. */
function windowName(): string {
  const known = sessionStorage.getItem("kizukai-window") ?? crypto.randomUUID();
  sessionStorage.setItem("kizukai-window", known);
  return known;
}

export const useOthers = (part: Part): readonly Other[] =>
  useContext(OthersContext).filter((other) => other.part === part);

export function Presence({ keeper, children }: { keeper: Keeper; children: ReactNode }) {
  const { t } = useLingui();
  const { campaign, part } = useStudio();
  const { done } = useNotify();
  const [others, setOthers] = useState<readonly Other[]>([]);
  useEffect(() => {
    let isGone = false;
    const pulse = async () => {
      if (document.hidden) return;
      const found = await tellPresence(campaign, WINDOW, part).catch(() => null);
      if (isGone || !found) return;
      setOthers((before) =>
        JSON.stringify(before) === JSON.stringify(found.others) ? before : found.others,
      );
      const { revision, live_version } = keeper.read().standing;
      const isNewer = found.revision > revision || found.live_version > live_version;
      if (isNewer && (await keeper.look().catch(() => false))) {
        const { edited_by: name, live_version: live } = keeper.read().standing;
        done(
          name
            ? t`${name} has saved. What stands here is the newest.`
            : t`Version ${live} was published. What stands here is the newest.`,
        );
      }
    };
    void pulse();
    const timer = setInterval(() => void pulse(), PULSE_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [campaign, part, keeper, done, t]);
  return <OthersContext value={others}>{children}</OthersContext>;
}

/** 「田中さんがいま「だれに」を編集中」. */
export function OthersLine() {
  const { t } = useLingui();
  const names = usePartNames();
  const others = useContext(OthersContext);
  if (others.length === 0) return null;
  return (
    <span className={classes.others} role="status">
      <IconUsers size={16} aria-hidden />
      {others.map(({ name, part, since }) => (
        <span key={`${name} ${since}`}>
          {isPart(part) ? t`${name} is at “${names[part].name}”` : t`${name} is here`}
        </span>
      ))}
    </span>
  );
}
