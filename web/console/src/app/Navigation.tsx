// The ways through the console, in the order of the shop's loop: first what happens in the shop, at the foot what is
// set up once. Only what exists is shown.

import { Trans, useLingui } from "@lingui/react/macro";
import { Kbd, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type Destination, useDestinations } from "./destinations";
import { MemberMenu } from "./MemberMenu";
import classes from "./Navigation.module.css";
import { SiteSwitcher } from "./SiteSwitcher";
import { paletteKeys } from "./shortcuts";

export const Item = ({ to, label, Icon, isExact }: Destination) => (
  <Link to={to} className={classes.item} activeOptions={{ exact: isExact === true, includeSearch: false }}>
    <Icon size={18} stroke={1.6} aria-hidden />
    {label}
  </Link>
);

export function Navigation({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }) {
  const { t } = useLingui();
  const destinations = useDestinations();
  const daily = destinations.filter((destination) => !destination.isSetUp);
  const setUp = destinations.filter((destination) => destination.isSetUp);
  return (
    <nav className={classes.side} aria-label={t`Main`}>
      <SiteSwitcher />
      <UnstyledButton className={classes.search} onClick={onPalette}>
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={classes.searchWord}>
          <Trans>Search or go to</Trans>
        </span>
        <Kbd size="xs">{paletteKeys}</Kbd>
      </UnstyledButton>
      <div className={classes.nav}>
        {daily.map((destination) => (
          <Item key={destination.to} {...destination} />
        ))}
        <div className={classes.gap} />
        {setUp.map((destination) => (
          <Item key={destination.to} {...destination} />
        ))}
      </div>
      <MemberMenu onHelp={onHelp} />
    </nav>
  );
}
