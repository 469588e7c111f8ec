// Keys that work everywhere outside of fields: `?`, ⌘K or Ctrl+K, and `g` followed by a place's letter.

import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useDestinations } from "./destinations";

/** How long `g` waits for its letter. */
const second_key_ms = 1200;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

export const paletteKeys = /Mac|iP/.test(navigator.userAgent) ? "⌘ K" : "Ctrl K";

export function useShortcuts({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }): void {
  const navigate = useNavigate();
  const destinations = useDestinations();
  const startedAt = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey) return;
      if (event.metaKey || event.ctrlKey) {
        if (event.key.toLowerCase() !== "k") return;
        event.preventDefault();
        onPalette();
        return;
      }
      if (isTyping(event.target)) return;
      const isSecond = event.timeStamp - startedAt.current < second_key_ms;
      startedAt.current = 0;
      if (event.key === "?") onHelp();
      else if (isSecond) {
        const place = destinations.find(({ letter }) => letter === event.key);
        if (place) void navigate({ to: place.to });
      } else if (event.key === "g") startedAt.current = event.timeStamp;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, destinations, onPalette, onHelp]);
}
