// A part that loads after the page has come to rest, and is there when it is wanted. Not React's `lazy`: what it reveals
// waits up to 300 ms, and whoever presses ⌘K types on at once.

import { type ComponentType, useEffect, useState } from "react";

const quiet_ms = 1500;

export function useOnDemand<P>(
  load: () => Promise<{ default: ComponentType<P> }>,
  isWanted: boolean,
): ComponentType<P> | null {
  const [part, setPart] = useState<{ Part: ComponentType<P> } | null>(null);
  useEffect(() => {
    if (part) return undefined;
    const start = setTimeout(
      () => void load().then((loaded) => setPart({ Part: loaded.default })),
      isWanted ? 0 : quiet_ms,
    );
    return () => clearTimeout(start);
  }, [part, load, isWanted]);
  return part?.Part ?? null;
}
