// The languages of a message. Those in which something is not written yet say how much.

import { Trans, useLingui } from "@lingui/react/macro";
import { Menu, Tabs, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useLanguageName } from "../names";
import { missing, useDesigner } from "./context";
import classes from "./designer.module.css";

/** Offered besides those that are there. */
const MORE = ["ja", "en", "zh-Hans", "zh-Hant", "ko", "th", "vi", "fr", "de", "es"];

export interface LanguageTabsProps {
  language: string;
  onLanguage: (language: string) => void;
  onAdd: (language: string) => void;
}

export function LanguageTabs({ language, onLanguage, onAdd }: LanguageTabsProps) {
  const { step, languages, own, isDisabled } = useDesigner();
  const { t } = useLingui();
  const name = useLanguageName();
  const more = MORE.filter((one) => !languages.includes(one));
  return (
    <div className={classes.languages}>
      <Tabs value={language} onChange={(value) => value && onLanguage(value)} className={classes.grow}>
        <Tabs.List aria-label={t`Language of the texts`}>
          {languages.map((one) => {
            const count = missing(step, one, own);
            return (
              <Tabs.Tab key={one} value={one}>
                {name(one)}
                {count > 0 && (
                  <span className={classes.missing}>
                    <span aria-hidden>{count}</span>
                    <VisuallyHidden>
                      <Trans>not written: {count}</Trans>
                    </VisuallyHidden>
                  </span>
                )}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {languages.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {one !== own && (
              <p className={classes.about}>
                <Trans>
                  Where nothing is written, these visitors read what the shop's own language says.
                </Trans>
              </p>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={classes.addLanguage} disabled={isDisabled}>
            <IconPlus size={14} aria-hidden />
            <Trans>Language</Trans>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {more.map((one) => (
            <Menu.Item key={one} onClick={() => onAdd(one)}>
              {name(one)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
