// What new steps say, in the language of the member who makes them.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { Phrases } from "./model/fresh";

export function usePhrases(): Phrases {
  const { t } = useLingui();
  return useMemo(
    () => ({ decline: t`I am fine, thank you`, understood: t`I see, thank you`, yes: t`Yes`, send: t`Send` }),
    [t],
  );
}
