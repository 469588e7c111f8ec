// A yes or no that is true outside of any page, for `useSyncExternalStore`.

export interface Flag {
  subscribe: (tell: () => void) => () => void;
  current: () => boolean;
  set: (now: boolean) => void;
}

export function flag(isSet = false): Flag {
  const listeners = new Set<() => void>();
  let state = isSet;
  return {
    subscribe: (tell) => {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    current: () => state,
    set: (now) => {
      if (now === state) return;
      state = now;
      for (const tell of listeners) tell();
    },
  };
}
