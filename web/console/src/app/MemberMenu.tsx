// Who is signed in, and what is theirs: account, language, light or dark, signing out.

import { Trans } from "@lingui/react/macro";
import { Menu, UnstyledButton } from "@mantine/core";
import { IconKeyboard, IconLogout, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useRoleNames } from "../words/roles";
import { MemberChoices } from "./MemberChoices";
import classes from "./Navigation.module.css";
import { useSession, useSite } from "./session";
import { signOut } from "./sign-out";

const menuWidth = 248;

export function MemberMenu({ onHelp }: { onHelp: () => void }) {
  const { member } = useSession();
  const { role } = useSite();
  const roles = useRoleNames();
  return (
    <Menu position="top-start" width={menuWidth} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.member}>
          <span className={classes.face} data-letter={[...member.name][0]} />
          <span className={classes.names}>
            <span className={classes.name}>{member.name}</span>
            <span className={classes.note}>{roles[role].name}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{member.email}</Menu.Label>
        <Menu.Item component={Link} to="/settings/account" leftSection={<IconUser size={16} aria-hidden />}>
          <Trans>Your account</Trans>
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} rightSection="?" onClick={onHelp}>
          <Trans>Keyboard shortcuts</Trans>
        </Menu.Item>
        <Menu.Divider />
        <MemberChoices />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
