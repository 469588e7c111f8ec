// Language and light or dark, as choices in a menu.

import { useLingui } from "@lingui/react/macro";
import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { type Locale, locales } from "./i18n";
import { languageNames, useLanguage } from "./language";

/** `Menu.Label` alone would be read as belonging to nothing. */
const Group = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a menu
  <div role="group" aria-label={label}>
    <Menu.Label aria-hidden>{label}</Menu.Label>
    {children}
  </div>
);

export function MemberChoices() {
  const { t } = useLingui();
  const [locale, speakIn] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Group label={t`Language`}>
        <Menu.RadioGroup value={locale} onChange={(to) => void speakIn(to as Locale)}>
          {locales.map((one) => (
            <Menu.RadioItem key={one} value={one}>
              {languageNames[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Group>
      <Group label={t`Colours`}>
        <Menu.RadioGroup value={colorScheme} onChange={(to) => setColorScheme(to as MantineColorScheme)}>
          <Menu.RadioItem value="auto">{t`Like this device`}</Menu.RadioItem>
          <Menu.RadioItem value="light">{t`Light`}</Menu.RadioItem>
          <Menu.RadioItem value="dark">{t`Dark`}</Menu.RadioItem>
        </Menu.RadioGroup>
      </Group>
    </>
  );
}
