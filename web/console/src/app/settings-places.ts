// The pages of the settings that the member's role may open: for the settings' own navigation and the palette.

import { useLingui } from "@lingui/react/macro";
import {
  IconBuildingStore,
  IconHistory,
  IconKey,
  type IconProps,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { type ComponentType, useMemo } from "react";
import { useSite } from "./session";

export interface SettingsPlace {
  to: "/settings/site" | "/settings/members" | "/settings/keys" | "/settings/audit" | "/settings/account";
  label: string;
  Icon: ComponentType<IconProps>;
}

export function useSettingsPlaces(): SettingsPlace[] {
  const { t } = useLingui();
  const { permissions } = useSite();
  return useMemo(() => {
    const all: (SettingsPlace | false)[] = [
      { to: "/settings/site", label: t`Site`, Icon: IconBuildingStore },
      permissions.includes("members") && { to: "/settings/members", label: t`Members`, Icon: IconUsersGroup },
      permissions.includes("settings") && { to: "/settings/keys", label: t`API keys`, Icon: IconKey },
      permissions.includes("audit") && { to: "/settings/audit", label: t`Audit log`, Icon: IconHistory },
      { to: "/settings/account", label: t`Your account`, Icon: IconUser },
    ];
    return all.filter((place) => place !== false);
  }, [t, permissions]);
}
