// Who is signed in, for which site, and what their role allows. Everything a page needs to know of it is a hook here.

import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { api, carry, onSessionEnd } from "../api/client";
import { flag } from "../api/flag";
import { keys } from "../api/keys";
import { queryClient } from "../api/query";
import type { MemberSite, Session } from "../api/types";

const fresh_ms = 5 * 60_000;

/** Whether the server has refused a request because the session is over; the shell then says so. */
export const hasEnded = flag();
onSessionEnd(() => hasEnded.set(true));

async function askSession(): Promise<Session> {
  const session = await api.get("/api/session");
  carry({ csrf: session.csrf });
  hasEnded.set(false);
  return session;
}

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: askSession,
  staleTime: fresh_ms,
  retry: false,
});

/** Takes over a session that an answer has just brought: after signing in, set-up, an invitation. */
export function takeSession(session: Session): void {
  queryClient.clear();
  carry({ csrf: session.csrf, site: null });
  hasEnded.set(false);
  queryClient.setQueryData(keys.session, session);
}

const lastSite = "kizukai-site";

/** The site that the address names, else the one this browser was at last, else the first. */
export function siteOf(session: Session, named: string | undefined): MemberSite | null {
  const wish = named ?? localStorage.getItem(lastSite);
  const site = session.sites.find((one) => one.id === wish) ?? session.sites[0] ?? null;
  if (site) localStorage.setItem(lastSite, site.id);
  carry({ site: site?.id ?? null });
  return site;
}

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

/** The site this page is about. */
export const useSite = (): MemberSite =>
  useRouteContext({ from: "/shell", select: (context) => context.site });

/** What a role may allow. The description names a list of texts. */
type Permission =
  | "view"
  | "people"
  | "export"
  | "traits"
  | "comment"
  | "publish"
  | "audit"
  | "erase"
  | "settings"
  | "members";

/** What a member may not do is not offered: `const mayPublish = useMay("publish")`. */
export const useMay = (permission: Permission): boolean => useSite().permissions.includes(permission);
