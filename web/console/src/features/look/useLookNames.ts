// What the ready looks are called.

import { useLingui } from "@lingui/react/macro";
import type { PresetName } from "./presets";

export function useLookNames(): Record<PresetName, string> {
  const { t } = useLingui();
  return {
    kinari: t`Undyed cloth`,
    sumi: t`Ink`,
    ai: t`Indigo`,
    matcha: t`Matcha`,
    sakura: t`Cherry blossom`,
    kaki: t`Persimmon`,
    fuji: t`Wisteria`,
    sora: t`Sky`,
    ume: t`Plum`,
    take: t`Bamboo`,
    yuzu: t`Yuzu`,
    kurumi: t`Walnut`,
  };
}
