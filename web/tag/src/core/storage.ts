/** localStorage, where the browser lets us; otherwise nothing is kept and nothing breaks. */

export interface Store {
  get(key: string): string | null;
  /** False when it could not be kept (blocked or full). */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(): string[];
}

/**
 * Looks the storage up at each use: a browser may take the right away in the middle of a visit. While `isOpen` says no,
 * nothing is read or written; taking away is always possible.
 */
export function openStore(isOpen: () => boolean = () => true): Store {
  const attempt = <R>(use: (storage: Storage) => R, otherwise: R): R => {
    try {
      return use(window.localStorage);
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => (isOpen() ? attempt((storage) => storage.getItem(key), null) : null),
    set: (key, value) =>
      isOpen() &&
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
    keys: () => (isOpen() ? attempt((storage) => Object.keys(storage), []) : []),
  };
}
