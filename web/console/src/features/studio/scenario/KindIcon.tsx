import {
  IconArrowsShuffle,
  IconArrowsSplit2,
  IconClock,
  IconFlagOff,
  IconHelpCircle,
  IconMessage,
  IconUserEdit,
} from "@tabler/icons-react";
import { kindOf, type Step } from "../model/scenario";

const ICONS = {
  message: IconMessage,
  question: IconHelpCircle,
  branch: IconArrowsSplit2,
  split: IconArrowsShuffle,
  wait: IconClock,
  traits: IconUserEdit,
  end: IconFlagOff,
};

/** Decoration: the word stands beside it. */
export function KindIcon({ step, size = 18 }: { step: Step; size?: number }) {
  const Icon = ICONS[kindOf(step)];
  return <Icon size={size} stroke={1.8} aria-hidden style={{ flex: "none", color: "var(--kz-accent)" }} />;
}
