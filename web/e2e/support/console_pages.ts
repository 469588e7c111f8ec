/** Every page of the console, each with an address that has something to show. */
import { CAMPAIGN, SEGMENT } from "./shop_day.ts";

export interface ConsolePage {
  name: string;
  path: string;
}

/** Pages of who is signed in. */
export const pagesInside = (profile: string): ConsolePage[] => [
  { name: "home", path: "/" },
  { name: "visitors", path: "/visitors" },
  { name: "visitor", path: `/visitors/${profile}?kind=profile` },
  { name: "segments", path: "/segments" },
  { name: "segment", path: `/segments/${SEGMENT}` },
  { name: "segment-new", path: "/segments/+new" },
  { name: "segment-edit", path: `/segments/${SEGMENT}/edit` },
  { name: "campaigns", path: "/campaigns" },
  { name: "campaign", path: `/campaigns/${CAMPAIGN}` },
  { name: "new-campaign", path: "/campaigns/+new" },
  ...["who", "when", "what", "goal", "care"].map((part) => ({
    name: `edit-${part}`,
    path: `/campaigns/${CAMPAIGN}/edit?part=${part}`,
  })),
  { name: "effects", path: "/effects" },
  { name: "effect", path: `/campaigns/${CAMPAIGN}/effect` },
  { name: "effect-of-two-arms", path: "/campaigns/cart-assurance/effect" },
  { name: "report", path: "/effects/report" },
  { name: "trends", path: "/trends?event=page&kind=page" },
  { name: "help", path: "/help/effects" },
  { name: "install", path: "/install" },
  { name: "events", path: "/install/events" },
  { name: "site", path: "/settings/site" },
  { name: "members", path: "/settings/members" },
  { name: "keys", path: "/settings/keys" },
  { name: "audit", path: "/settings/audit" },
  { name: "account", path: "/settings/account" },
  { name: "new-site", path: "/sites/new" },
  { name: "not-found", path: "/no/such/page" },
];

/** Pages of who is not. `token`: of an open invitation. */
export const pagesOutside = (token: string): ConsolePage[] => [
  { name: "sign-in", path: "/sign-in" },
  { name: "invitation", path: `/invitation/${token}` },
  { name: "invitation-used", path: "/invitation/used-long-ago" },
  { name: "recovery-used", path: "/recovery/used-long-ago" },
];
