// The settings' own navigation, above each of their pages. Only what the member's role may open is named.

import { useLingui } from "@lingui/react/macro";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useSettingsPlaces } from "../../app/settings-places";
import classes from "./SettingsLayout.module.css";

export function SettingsLayout() {
  const { t } = useLingui();
  return (
    <>
      <nav className={classes.places} aria-label={t`Settings`} ref={useCurrentInView()}>
        {useSettingsPlaces().map(({ to, label }) => (
          <Link key={to} to={to} className={classes.place} data-label={label}>
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}

/** Where not all places fit beside each other, the present one is brought into view. */
function useCurrentInView() {
  const nav = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another place
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (nav.current && current) nav.current.scrollLeft = current.offsetLeft - nav.current.offsetWidth / 2;
  }, [path]);
  return nav;
}
