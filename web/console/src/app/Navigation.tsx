// The ways through the console, in the order of the shop's loop. Only what exists is shown.

import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useDestinations } from "./destinations";
import classes from "./Shell.module.css";

export function Navigation() {
  const { t } = useLingui();
  return (
    <nav className={classes.nav} aria-label={t`Main`}>
      {useDestinations().map(({ to, label, Icon, isExact }) => (
        <Link key={to} to={to} className={classes.item} activeOptions={{ exact: isExact }}>
          <Icon size={18} stroke={1.6} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
