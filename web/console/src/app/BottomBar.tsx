// The navigation of a narrow screen: the daily places within reach of the thumb, the rest in a menu that slides in.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Drawer, NativeSelect, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconMenu2, IconSearch } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import classes from "./BottomBar.module.css";
import { useDestinations } from "./destinations";
import { type Locale, locales } from "./i18n";
import { languageNames, useLanguage } from "./language";
import { Item } from "./Navigation";
import { SiteSwitcher } from "./SiteSwitcher";
import { useSession } from "./session";
import { signOut } from "./sign-out";

export function BottomBar({ onPalette }: { onPalette: () => void }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the menu
  useEffect(() => setOpen(false), [path]);
  const daily = useDestinations().filter(({ isSetUp, isSeldom }) => !isSetUp && !isSeldom);
  return (
    <>
      <nav className={classes.bar} aria-label={t`Main`}>
        {daily.map(({ to, label, Icon, isExact }) => (
          <Link
            key={to}
            to={to}
            className={classes.place}
            activeOptions={{ exact: isExact === true, includeSearch: false }}
          >
            <Icon size={20} stroke={1.6} aria-hidden />
            {label}
          </Link>
        ))}
        <UnstyledButton className={classes.place} onClick={() => setOpen(true)} aria-expanded={isOpen}>
          <IconMenu2 size={20} stroke={1.6} aria-hidden />
          <Trans>Menu</Trans>
        </UnstyledButton>
      </nav>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="bottom"
        size="min(440px, 85dvh)"
        title={t`Menu`}
        closeButtonProps={{ "aria-label": t`Close` }}
      >
        <More
          onPalette={() => {
            setOpen(false);
            onPalette();
          }}
        />
      </Drawer>
    </>
  );
}

function More({ onPalette }: { onPalette: () => void }) {
  const { t } = useLingui();
  const { member } = useSession();
  const [locale, speakIn] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const others = useDestinations().filter(({ isSetUp, isSeldom }) => isSetUp || isSeldom);
  return (
    <div className={classes.more}>
      <SiteSwitcher />
      <Button
        variant="default"
        fullWidth
        leftSection={<IconSearch size={16} aria-hidden />}
        onClick={onPalette}
      >
        <Trans>Search or go to</Trans>
      </Button>
      {others.map((destination) => (
        <Item key={destination.to} {...destination} />
      ))}
      <div className={classes.choices}>
        <NativeSelect
          label={t`Language`}
          value={locale}
          onChange={(event) => void speakIn(event.currentTarget.value as Locale)}
          data={locales.map((one) => ({ value: one, label: languageNames[one] }))}
        />
        <NativeSelect
          label={t`Colours`}
          value={colorScheme}
          onChange={(event) => setColorScheme(event.currentTarget.value as typeof colorScheme)}
          data={[
            { value: "auto", label: t`Like this device` },
            { value: "light", label: t`Light` },
            { value: "dark", label: t`Dark` },
          ]}
        />
      </div>
      <div className={classes.foot}>
        <span className={classes.who}>{member.email}</span>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconLogout size={14} aria-hidden />}
          onClick={() => void signOut()}
        >
          <Trans>Sign out</Trans>
        </Button>
      </div>
    </div>
  );
}
