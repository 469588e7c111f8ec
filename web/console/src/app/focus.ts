// After a change of page the focus stands at the new title, so that keyboard and screen reader go on from there.

import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

export function useFocusOnTitle(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, toLocation }) => {
        if (!fromLocation || fromLocation.pathname === toLocation.pathname) return;
        document.getElementById("page-title")?.focus({ preventScroll: true });
      }),
    [router],
  );
}
