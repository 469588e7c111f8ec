// The icons beside the acts of a history.

import {
  IconBolt,
  IconCreditCard,
  IconEye,
  IconFile,
  IconFilter,
  IconHeart,
  IconMessageCircle,
  IconMessageOff,
  IconMessageReply,
  IconMessageX,
  type IconProps,
  IconReceiptRefund,
  IconSearch,
  IconShieldCheck,
  IconShoppingBagCheck,
  IconShoppingCart,
  IconTicket,
  IconUser,
  IconWaveSine,
  IconZoomScan,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { ActIcon } from "./acts";

const ICONS: Record<ActIcon, ComponentType<IconProps>> = {
  page: IconFile,
  look: IconZoomScan,
  search: IconSearch,
  cart: IconShoppingCart,
  checkout: IconCreditCard,
  order: IconShoppingBagCheck,
  refund: IconReceiptRefund,
  person: IconUser,
  signal: IconWaveSine,
  shown: IconMessageCircle,
  silent: IconMessageOff,
  answer: IconMessageReply,
  close: IconMessageX,
  seen: IconEye,
  consent: IconShieldCheck,
  coupon: IconTicket,
  heart: IconHeart,
  segment: IconFilter,
  event: IconBolt,
};

export function ActIconView({ icon }: { icon: ActIcon }) {
  const Icon = ICONS[icon];
  return <Icon size={16} stroke={1.6} aria-hidden />;
}
