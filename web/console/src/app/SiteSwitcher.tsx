// Which shop this is; for members of several, the way to the others.

import { Trans } from "@lingui/react/macro";
import { Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useRoleNames } from "../words/roles";
import classes from "./Navigation.module.css";
import { useSession, useSite } from "./session";
import { siteAddress } from "./sign-out";

const menuWidth = 260;

export function SiteSwitcher() {
  const { sites, may_create_sites } = useSession();
  const site = useSite();
  const roles = useRoleNames();
  const face = (
    <>
      <span className={classes.mark} data-letter={[...site.name][0]} />
      <span className={classes.names}>
        <span className={classes.name}>{site.name}</span>
      </span>
    </>
  );
  if (sites.length < 2 && !may_create_sites) return <div className={classes.site}>{face}</div>;
  return (
    <Menu position="bottom-start" width={menuWidth} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.site} data-opens>
          {face}
          <VisuallyHidden>
            <Trans>Change the site</Trans>
          </VisuallyHidden>
          <IconSelector size={16} className={classes.chevron} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans>Sites</Trans>
        </Menu.Label>
        {sites.map((one) => (
          <Menu.Item
            key={one.id}
            component="a"
            href={siteAddress(one.id)}
            aria-current={one.id === site.id}
            rightSection={one.id === site.id && <IconCheck size={16} aria-hidden />}
          >
            <div className={classes.name}>{one.name}</div>
            <div className={classes.note}>{roles[one.role].name}</div>
          </Menu.Item>
        ))}
        {may_create_sites && (
          <>
            <Menu.Divider />
            <Menu.Item component={Link} to="/sites/new" leftSection={<IconPlus size={16} aria-hidden />}>
              <Trans>Add a site</Trans>
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
