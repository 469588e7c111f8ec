// The main places, with their names and icons: one list for navigation, command palette and shortcuts.

import { useLingui } from "@lingui/react/macro";
import {
  IconChartLine,
  IconCode,
  IconFilter,
  IconHome,
  type IconProps,
  IconScale,
  IconSettings,
  IconSpeakerphone,
  IconUsers,
} from "@tabler/icons-react";
import { type ComponentType, useMemo } from "react";
import { useSite } from "./session";

export interface Destination {
  to: "/" | "/visitors" | "/segments" | "/campaigns" | "/effects" | "/trends" | "/install" | "/settings";
  label: string;
  Icon: ComponentType<IconProps>;
  /** Pressed after `g`. */
  letter: string;
  isExact?: boolean;
  /** Needed once or seldom: at the foot. */
  isSetUp?: boolean;
  /** Looked at now and then: on a phone it stands in the menu, where the bar has no more room. */
  isSeldom?: boolean;
}

export function useDestinations(): Destination[] {
  const { t } = useLingui();
  const { permissions } = useSite();
  return useMemo(() => {
    const all: (Destination | false)[] = [
      { to: "/", label: t`Home`, Icon: IconHome, letter: "h", isExact: true },
      permissions.includes("people") && { to: "/visitors", label: t`Visitors`, Icon: IconUsers, letter: "v" },
      { to: "/segments", label: t`Segments`, Icon: IconFilter, letter: "s" },
      { to: "/campaigns", label: t`Campaigns`, Icon: IconSpeakerphone, letter: "c" },
      { to: "/effects", label: t`Effects`, Icon: IconScale, letter: "e" },
      { to: "/trends", label: t`Trends`, Icon: IconChartLine, letter: "t", isSeldom: true },
      { to: "/install", label: t`Installation`, Icon: IconCode, letter: "i", isSetUp: true },
      { to: "/settings", label: t`Settings`, Icon: IconSettings, letter: ",", isSetUp: true },
    ];
    return all.filter((destination) => destination !== false);
  }, [t, permissions]);
}
