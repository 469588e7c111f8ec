// What can be said about a field before the server is asked.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";

/** The server holds the same bound (`PASSWORD_CHARS_LEAST`). */
const passwordChars = 10;
const looksLikeEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/;

export interface Checks {
  needed: (value: string) => string | undefined;
  email: (value: string) => string | undefined;
  newPassword: (value: string) => string | undefined;
}

export function useChecks(): Checks {
  const { t } = useLingui();
  return useMemo(() => {
    const needed = (value: string) => (value.trim() === "" ? t`Please fill this in.` : undefined);
    return {
      needed,
      email: (value) =>
        needed(value) ?? (looksLikeEmail.test(value.trim()) ? undefined : t`This is not an e-mail address.`),
      newPassword: (value) =>
        needed(value) ??
        ([...value].length < passwordChars ? t`Use at least ${passwordChars} characters.` : undefined),
    };
  }, [t]);
}

/** Leaves out what is right. */
export const onlyWrong = <K extends string>(
  found: Record<K, string | undefined>,
): Partial<Record<K, string>> =>
  Object.fromEntries(Object.entries(found).filter(([, message]) => message !== undefined)) as Partial<
    Record<K, string>
  >;
