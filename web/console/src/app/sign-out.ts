// Ends the session and leaves nothing of it in this tab: the sign-in page is loaded anew.

import { api } from "../api/client";
import { isProblem } from "../api/problem";

export async function signOut(): Promise<void> {
  await api.delete("/api/session").catch((reason: unknown) => {
    // Already ended: that is what was wanted.
    if (!isProblem(reason, "session_ended", "session_needed", "missing_api_key")) throw reason;
  });
  window.location.assign("/console/sign-in");
}

/** Another shop: loaded anew as well, so that nothing of one shop can be seen in another. */
export const siteAddress = (id: string): string => `/console/?site=${encodeURIComponent(id)}`;
