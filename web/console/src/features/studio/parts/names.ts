// What the parts are called, and the question that each answers.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { Part } from "../model/parts";

export interface PartName {
  name: string;
  lead: string;
}

export function usePartNames(): Readonly<Record<Part, PartName>> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      who: {
        name: t({ message: "To whom", context: "part of a campaign" }),
        lead: t`Whom this campaign means. Without a condition it means every visitor.`,
      },
      when: {
        name: t({ message: "When", context: "part of a campaign" }),
        lead: t`The moment at which it asks to speak.`,
      },
      what: {
        name: t({ message: "What", context: "part of a campaign" }),
        lead: t`What it says, step by step, and to how many.`,
      },
      goal: {
        name: t({ message: "What for", context: "part of a campaign" }),
        lead: t`What counts as success, so that you can know whether it helped.`,
      },
      care: {
        name: t({ message: "With care", context: "part of a campaign" }),
        lead: t`How often, how long and how softly, so that it is never a nuisance.`,
      },
    }),
    [t],
  );
}
