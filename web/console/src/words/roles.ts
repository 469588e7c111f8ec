// Roles in a shop's words.

import { useLingui } from "@lingui/react/macro";
import type { Role } from "../api/types";

export const roles: readonly Role[] = ["owner", "editor", "analyst", "agent", "viewer"];

export function useRoleNames(): Record<Role, { name: string; may: string }> {
  const { t } = useLingui();
  return {
    owner: { name: t`Owner`, may: t`Everything: settings, members, keys, and erasing people.` },
    editor: {
      name: t`Editor`,
      may: t`Makes and publishes campaigns and segments; sees visitors; reads the audit log.`,
    },
    analyst: {
      name: t`Analyst`,
      may: t`Sees campaigns, results and visitors, and may export a person; changes nothing.`,
    },
    agent: { name: t`Agent`, may: t`Sees visitors and their stories, to help them; changes nothing.` },
    viewer: { name: t`Viewer`, may: t`Sees figures, campaigns and settings, but no single visitor.` },
  };
}
