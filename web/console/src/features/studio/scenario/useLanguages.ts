// The languages a shop speaks, its own first, and the one that is being written. It is the same for every step.

import { useSyncExternalStore } from "react";
import { useManner } from "../../../ui/manner";
import { isRecord } from "../../../words/words";
import { useStudio } from "../studio";

let wished: string | null = null;
const listeners = new Set<() => void>();

function wish(language: string): void {
  wished = language;
  for (const tell of listeners) tell();
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export interface Languages {
  all: readonly string[];
  shown: string;
  show: (language: string) => void;
}

export function useLanguages(): Languages {
  const { site } = useStudio();
  const { locale } = useManner();
  const chosen = useSyncExternalStore(listen, () => wished);
  const own = isRecord(site) && typeof site.locale === "string" ? site.locale : locale;
  const all = [own, own === "ja" ? "en" : "ja"];
  return { all, shown: chosen ?? own, show: wish };
}
