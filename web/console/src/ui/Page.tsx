// A page: its title, one sentence that says what it is for, at most one primary action, and what follows.

import { VisuallyHidden } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { LinkText } from "./Link";
import classes from "./Page.module.css";

export interface PageProps {
  title: string;
  /** One sentence: what this page is for. */
  lead?: ReactNode;
  /** Top right; one primary action at most. */
  actions?: ReactNode;
  /** Where this page was reached from, for pages about one thing. */
  back?: { to: string; label: string };
  /** Beside the title: a StatusBadge. */
  beside?: ReactNode;
  /** `narrow` for text and forms, `wide` for tables. */
  width?: "narrow" | "wide";
  children: ReactNode;
}

export function Page({ width = "wide", children, ...header }: PageProps) {
  useTitle(header.title);
  return (
    <div className={classes.page} data-width={width}>
      <PageHeader {...header} />
      {children}
    </div>
  );
}

export function PageHeader({ title, lead, actions, back, beside }: Omit<PageProps, "children" | "width">) {
  return (
    <header className={classes.header}>
      {back && (
        <LinkText to={back.to} className={classes.back}>
          <IconChevronLeft size={16} aria-hidden />
          {back.label}
        </LinkText>
      )}
      <div className={classes.row}>
        <div className={classes.titles}>
          {/* Focus comes here after a change of page, so that a screen reader says where one is. */}
          <h1 className={classes.title} id="page-title" tabIndex={-1}>
            {title}
          </h1>
          {beside}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {lead && <p className={classes.lead}>{lead}</p>}
    </header>
  );
}

export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Kizukai`;
  }, [title]);
}

/** A part of a page under its own heading. A line above it parts it from what came before. */
export function Section({
  title,
  lead,
  actions,
  children,
  isTitleHidden = false,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  isTitleHidden?: boolean;
}) {
  const heading = <h2 className={classes.heading}>{title}</h2>;
  return (
    <section className={classes.section} aria-label={title}>
      {isTitleHidden ? (
        <VisuallyHidden>{heading}</VisuallyHidden>
      ) : (
        <div className={classes.row}>
          {heading}
          {actions && <div className={classes.actions}>{actions}</div>}
        </div>
      )}
      {lead && <p className={classes.sectionLead}>{lead}</p>}
      {children}
    </section>
  );
}
