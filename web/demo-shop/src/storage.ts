/**
 * Browser storage that may be missing or full: reading gives the fallback, writing does nothing.
 * The shop must stay usable where storage is blocked.
 */
function area(kind: "local" | "session"): Storage | null {
  try {
    return kind === "local" ? window.localStorage : window.sessionStorage;
  } catch {
    return null;
  }
}

export function readJson<T>(kind: "local" | "session", key: string, fallback: T): T {
  try {
    const text = area(kind)?.getItem(key);
    return text ? (JSON.parse(text) as T) : fallback;
  } catch {
    return fallback;
  }
}

export function writeJson(kind: "local" | "session", key: string, value: unknown): void {
  try {
    area(kind)?.setItem(key, JSON.stringify(value));
  } catch {
    // Blocked or full: the page goes on without memory.
  }
}

export function forget(kind: "local" | "session", key: string): void {
  try {
    area(kind)?.removeItem(key);
  } catch {
    // Nothing to forget.
  }
}
