// The main places, with their names and icons: one list for navigation, command palette and shortcuts.

import { useLingui } from "@lingui/react/macro";
import {
  IconChecklist,
  IconFilter,
  IconHome,
  type IconProps,
  IconSettings,
  IconSpeakerphone,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useMay } from "./session";

export interface Destination {
  to: "/" | "/visitors" | "/segments" | "/campaigns" | "/install" | "/settings";
  label: string;
  Icon: ComponentType<IconProps>;
  isExact: boolean;
  /** Pressed after `g`. */
  letter: string;
}

export function useDestinations(): Destination[] {
  const { t } = useLingui();
  const mayPeople = useMay("people");
  return [
    { to: "/" as const, label: t`Home`, Icon: IconHome, isExact: true, letter: "h", isOffered: true },
    {
      to: "/visitors" as const,
      label: t`Visitors`,
      Icon: IconUsers,
      isExact: false,
      letter: "v",
      isOffered: mayPeople,
    },
    {
      to: "/segments" as const,
      label: t`Segments`,
      Icon: IconFilter,
      isExact: false,
      letter: "s",
      isOffered: true,
    },
    {
      to: "/campaigns" as const,
      label: t`Campaigns`,
      Icon: IconSpeakerphone,
      isExact: false,
      letter: "c",
      isOffered: true,
    },
    {
      to: "/install" as const,
      label: t`Installation`,
      Icon: IconChecklist,
      isExact: false,
      letter: "i",
      isOffered: true,
    },
    {
      to: "/settings" as const,
      label: t`Settings`,
      Icon: IconSettings,
      isExact: false,
      letter: ",",
      isOffered: true,
    },
  ].filter((destination) => destination.isOffered);
}
