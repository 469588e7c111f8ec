// The settings' own navigation, above each of their pages. Only what the member's role may open is named.

import { useLingui } from "@lingui/react/macro";
import { Link, Outlet } from "@tanstack/react-router";
import { useSettingsPlaces } from "../../app/settings-places";
import classes from "./SettingsLayout.module.css";

export function SettingsLayout() {
  const { t } = useLingui();
  return (
    <>
      <nav className={classes.places} aria-label={t`Settings`}>
        {useSettingsPlaces().map(({ to, label }) => (
          <Link key={to} to={to} className={classes.place}>
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
