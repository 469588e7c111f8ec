// Roles in a shop's words.

import { t } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { Role } from "../api/types";

export const roles: readonly Role[] = ["owner", "editor", "analyst", "agent", "viewer"];

export function roleName(role: Role): string {
  switch (role) {
    case "owner":
      return t`Owner`;
    case "editor":
      return t`Editor`;
    case "analyst":
      return t`Analyst`;
    case "agent":
      return t`Agent`;
    case "viewer":
      return t`Viewer`;
    default:
      return role;
  }
}

export function useRoleNames(): Record<Role, { name: string; may: string }> {
  const { t } = useLingui();
  return {
    owner: { name: roleName("owner"), may: t`Everything: settings, members, keys, and erasing people.` },
    editor: {
      name: roleName("editor"),
      may: t`Makes and publishes campaigns and segments; sees visitors; reads the audit log.`,
    },
    analyst: {
      name: roleName("analyst"),
      may: t`Sees campaigns, results and visitors, and may export a person; changes nothing.`,
    },
    agent: {
      name: roleName("agent"),
      may: t`Sees visitors and their stories, to help them; changes nothing.`,
    },
    viewer: {
      name: roleName("viewer"),
      may: t`Sees figures, campaigns and settings, but no single visitor.`,
    },
  };
}
