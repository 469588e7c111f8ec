// The frame of every page with a site: navigation beside it (below it on narrow screens), notices above.

import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import { useMemo } from "react";
import { MannerProvider } from "../ui/manner";
import type { Locale } from "./i18n";
import { Navigation } from "./Navigation";
import classes from "./Shell.module.css";
import { useSite } from "./session";

export function Shell() {
  const { currency, timezone } = useSite();
  const { i18n } = useLingui();
  const locale = i18n.locale as Locale;
  const manner = useMemo(() => ({ locale, currency, timezone }), [locale, currency, timezone]);
  return (
    <MannerProvider manner={manner}>
      <a className={classes.skip} href="#content">
        <Trans>Skip to the content</Trans>
      </a>
      <div className={classes.frame}>
        <Navigation />
        <main className={classes.main} id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </MannerProvider>
  );
}
