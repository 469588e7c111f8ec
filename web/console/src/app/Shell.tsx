// The frame of every page with a site: navigation beside it (around it on narrow screens), notices above.

import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useIsNarrow } from "../ui/columns";
import { MannerProvider } from "../ui/manner";
import { BottomBar } from "./BottomBar";
import { useFocusOnTitle } from "./focus";
import type { Locale } from "./i18n";
import { Navigation } from "./Navigation";
import { Notices } from "./Notices";
import { useOnDemand } from "./on-demand";
import classes from "./Shell.module.css";
import { useSite } from "./session";
import { useShortcuts } from "./shortcuts";

const loadPalette = () => import("./Palette");
const loadSheet = () => import("./ShortcutSheet");

export function Shell() {
  const { currency, timezone } = useSite();
  const { i18n } = useLingui();
  const locale = i18n.locale as Locale;
  const manner = useMemo(() => ({ locale, currency, timezone }), [locale, currency, timezone]);
  const isNarrow = useIsNarrow();
  const [opened, setOpened] = useState<"palette" | "help" | null>(null);
  const openPalette = useCallback(() => setOpened("palette"), []);
  const openHelp = useCallback(() => setOpened("help"), []);
  const close = useCallback(() => setOpened(null), []);
  useShortcuts({ onPalette: openPalette, onHelp: openHelp });
  useFocusOnTitle();
  const Palette = useOnDemand(loadPalette, opened === "palette");
  const ShortcutSheet = useOnDemand(loadSheet, opened === "help");

  return (
    <MannerProvider manner={manner}>
      <a className={classes.skip} href="#content">
        <Trans>Skip to the content</Trans>
      </a>
      <div className={classes.frame}>
        {!isNarrow && <Navigation onPalette={openPalette} onHelp={openHelp} />}
        <div className={classes.column}>
          <Notices />
          <main className={classes.main} id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
        {isNarrow && <BottomBar onPalette={openPalette} />}
      </div>
      {Palette && opened === "palette" && <Palette onClose={close} onHelp={openHelp} />}
      {ShortcutSheet && opened === "help" && <ShortcutSheet onClose={close} />}
    </MannerProvider>
  );
}
