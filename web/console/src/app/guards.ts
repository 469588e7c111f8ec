// What has to be true before a page opens; otherwise the way leads elsewhere.

import { i18n } from "@lingui/core";
import { type ParsedLocation, redirect } from "@tanstack/react-router";
import { setupQuery, signInOptionsQuery } from "../api/outside";
import { isProblem } from "../api/problem";
import { queryClient } from "../api/query";
import type { MemberSite, Session } from "../api/types";
import { speak, wishedLocale } from "./i18n";
import type { PageSearch } from "./search";
import { sessionQuery, siteOf } from "./session";

interface Asked {
  location: ParsedLocation;
  search: PageSearch;
}

const notSignedIn = ["session_needed", "session_ended", "missing_api_key"];

async function needSession(location: ParsedLocation): Promise<Session> {
  try {
    const session = await queryClient.ensureQueryData(sessionQuery);
    const locale = wishedLocale(session.member.locale);
    if (locale !== i18n.locale) await speak(locale);
    return session;
  } catch (reason) {
    if (!isProblem(reason, ...notSignedIn)) throw reason;
    throw redirect({ to: "/sign-in", search: { next: location.href } });
  }
}

/** A member and a site. A member of no site is asked to make one. */
export async function guardSite({ location, search }: Asked): Promise<{ site: MemberSite }> {
  const session = await needSession(location);
  const site = siteOf(session, search.site);
  if (!site) throw redirect({ to: "/sites/new" });
  return { site };
}

export async function guardAccount({ location }: Asked): Promise<void> {
  await needSession(location);
}

/** On a new server the first page is the set-up, not the sign-in. */
export async function guardStart(): Promise<void> {
  const state = await queryClient.ensureQueryData(setupQuery).catch(() => null);
  if (state?.needed) throw redirect({ to: "/setup", replace: true });
  await queryClient.prefetchQuery(signInOptionsQuery);
}
