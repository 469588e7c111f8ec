// The frame of pages that need nobody signed in: one thing to do, in the middle of the paper.

import { useLingui } from "@lingui/react";
import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { locales, speak } from "../../app/i18n";
import { languageNames } from "../../app/language";
import { useTitle } from "../../ui/Page";
import { InsecureNotice } from "./InsecureNotice";
import classes from "./session.module.css";

export function Outside({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  useTitle(title);
  return (
    <div className={classes.outside}>
      <main className={classes.card}>
        <div className={classes.brand} aria-hidden>
          <img src="/console/icon.svg" alt="" width={28} height={28} />
          Kizukai
        </div>
        <h1 className={classes.title} id="page-title" tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        <InsecureNotice />
        {children}
      </main>
      <Languages />
    </div>
  );
}

function Languages() {
  const { i18n } = useLingui();
  return (
    <footer className={classes.languages}>
      {locales.map((locale) => (
        <UnstyledButton
          key={locale}
          lang={locale}
          className={classes.language}
          aria-pressed={locale === i18n.locale}
          onClick={() => void speak(locale)}
        >
          {languageNames[locale]}
        </UnstyledButton>
      ))}
    </footer>
  );
}
