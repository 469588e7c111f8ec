// Language and light or dark, as choices in a menu.

import { useLingui } from "@lingui/react/macro";
import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { locales } from "./i18n";
import { languageNames, useLanguage } from "./language";

function Choice({ isChosen, onChoose, label }: { isChosen: boolean; onChoose: () => void; label: string }) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      closeMenuOnClick={false}
      onClick={onChoose}
      rightSection={isChosen && <IconCheck size={16} aria-hidden />}
    >
      {label}
    </Menu.Item>
  );
}

export function MemberChoices() {
  const { t } = useLingui();
  const [locale, speakIn] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes: [MantineColorScheme, string][] = [
    ["auto", t`Like this device`],
    ["light", t`Light`],
    ["dark", t`Dark`],
  ];
  return (
    <>
      <Menu.Label>{t`Language`}</Menu.Label>
      {locales.map((one) => (
        <Choice
          key={one}
          isChosen={one === locale}
          onChoose={() => void speakIn(one)}
          label={languageNames[one]}
        />
      ))}
      <Menu.Label>{t`Colours`}</Menu.Label>
      {schemes.map(([scheme, label]) => (
        <Choice
          key={scheme}
          isChosen={scheme === colorScheme}
          onChoose={() => setColorScheme(scheme)}
          label={label}
        />
      ))}
    </>
  );
}
