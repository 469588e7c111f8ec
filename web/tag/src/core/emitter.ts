/** `kizukai.on`: what the page may listen to. A listener's exception stays with the listener. */
import { guard } from "./guard.ts";

export type Listener = (detail: unknown) => void;

export interface Emitter {
  on(name: string, listener: Listener): void;
  off(name: string, listener?: Listener): void;
  emit(name: string, detail: unknown): void;
}

export function createEmitter(): Emitter {
  const listeners = new Map<string, Set<Listener>>();
  return {
    on(name, listener) {
      if (typeof listener !== "function") return;
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
    },
    off(name, listener) {
      if (listener) listeners.get(name)?.delete(listener);
      else listeners.delete(name);
    },
    emit(name, detail) {
      for (const listener of Array.from(listeners.get(name) ?? [])) guard(listener)(detail);
    },
  };
}
