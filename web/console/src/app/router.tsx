// Every address of the console. A new page is one route here and one component in a feature folder; it loads only when
// somebody goes there, or is about to.

import {
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { invitationQuery, recoveryQuery, setupQuery } from "../api/outside";
import { queryClient } from "../api/query";
import { ahead } from "./ahead";
import { NotFound, PageError, PagePending } from "./fallbacks";
import { guardAccount, guardSite, guardStart } from "./guards";
import { page } from "./pages";
import { Shell } from "./Shell";
import { anySearch, type PageSearch, parseSearch, stringifySearch } from "./search";
import { sessionQuery } from "./session";

const root = createRootRoute({ validateSearch: anySearch, notFoundComponent: NotFound });

// Before or without a site ------------------------------------------------------------------------------------------

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  beforeLoad: guardStart,
  component: page("session", () => import("../features/session/SignInPage"), "SignInPage"),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  beforeLoad: () => queryClient.prefetchQuery(setupQuery),
  component: page("session", () => import("../features/session/SetupPage"), "SetupPage"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation/$token",
  beforeLoad: async ({ params }) => {
    await Promise.all([
      queryClient.prefetchQuery(invitationQuery(params.token)),
      queryClient.prefetchQuery(sessionQuery),
    ]);
  },
  component: page("session", () => import("../features/session/InvitationPage"), "InvitationPage"),
});
const recovery = createRoute({
  getParentRoute: () => root,
  path: "/recovery/$token",
  beforeLoad: ({ params }) => queryClient.prefetchQuery(recoveryQuery(params.token)),
  component: page("session", () => import("../features/session/RecoveryPage"), "RecoveryPage"),
});
const newSite = createRoute({
  getParentRoute: () => root,
  path: "/sites/new",
  beforeLoad: guardAccount,
  component: page("site", () => import("../features/site/NewSitePage"), "NewSitePage"),
});

// With a site: inside the shell -------------------------------------------------------------------------------------

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  beforeLoad: guardSite,
  search: { middlewares: [retainSearchParams<PageSearch>(["site"])] },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: page("home", () => import("../features/home/HomePage"), "HomePage"),
});
const visitors = createRoute({
  getParentRoute: () => shell,
  path: "/visitors",
  component: page("visitors", () => import("../features/visitors/VisitorsPage"), "VisitorsPage"),
});
const visitor = createRoute({
  getParentRoute: () => shell,
  path: "/visitors/$id",
  component: page("visitors", () => import("../features/visitors/VisitorPage"), "VisitorPage"),
});
const segments = createRoute({
  getParentRoute: () => shell,
  path: "/segments",
  component: page("segments", () => import("../features/segments/SegmentsPage"), "SegmentsPage"),
});
// A key may be any word: what stands beside keys in an address has a sign that no key has.
const newSegment = createRoute({
  getParentRoute: () => shell,
  path: "/segments/+new",
  component: page(
    ["segments", "conditions"],
    () => import("../features/segments/SegmentEditPage"),
    "SegmentNewPage",
  ),
});
const segment = createRoute({
  getParentRoute: () => shell,
  path: "/segments/$key",
  component: page("segments", () => import("../features/segments/SegmentPage"), "SegmentPage"),
});
const editSegment = createRoute({
  getParentRoute: () => shell,
  path: "/segments/$key/edit",
  component: page(
    ["segments", "conditions"],
    () => import("../features/segments/SegmentEditPage"),
    "SegmentEditPage",
  ),
});
const campaigns = createRoute({
  getParentRoute: () => shell,
  path: "/campaigns",
  component: page("campaigns", () => import("../features/campaigns/CampaignsPage"), "CampaignsPage"),
});
const collisions = createRoute({
  getParentRoute: () => shell,
  path: "/collisions",
  component: page("campaigns", () => import("../features/campaigns/CollisionsPage"), "CollisionsPage"),
});
const newCampaign = createRoute({
  getParentRoute: () => shell,
  path: "/campaigns/+new",
  component: page("studio", () => import("../features/studio/StudioNewPage"), "StudioNewPage"),
});
const editCampaign = createRoute({
  getParentRoute: () => shell,
  path: "/campaigns/$key/edit",
  component: page(
    ["studio", "conditions", "messages", "look"],
    () => import("../features/studio/StudioPage"),
    "StudioPage",
  ),
});
const campaign = createRoute({
  getParentRoute: () => shell,
  path: "/campaigns/$key",
  component: page("campaigns", () => import("../features/campaigns/CampaignPage"), "CampaignPage"),
});
const campaignEffect = createRoute({
  getParentRoute: () => shell,
  path: "/campaigns/$key/effect",
  component: page("effects", () => import("../features/effects/CampaignEffectPage"), "CampaignEffectPage"),
});
const effects = createRoute({
  getParentRoute: () => shell,
  path: "/effects",
  component: page("effects", () => import("../features/effects/EffectsPage"), "EffectsPage"),
});
const report = createRoute({
  getParentRoute: () => shell,
  path: "/effects/report",
  component: page("effects", () => import("../features/effects/ReportPage"), "ReportPage"),
});
const trends = createRoute({
  getParentRoute: () => shell,
  path: "/trends",
  component: page("trends", () => import("../features/trends/TrendsPage"), "TrendsPage"),
});
const help = createRoute({
  getParentRoute: () => shell,
  path: "/help/$chapter",
  component: page("help", () => import("../features/help/HelpPage"), "HelpPage"),
});
const install = createRoute({
  getParentRoute: () => shell,
  path: "/install",
  component: page("installation", () => import("../features/installation/InstallPage"), "InstallPage"),
});
const eventDebugger = createRoute({
  getParentRoute: () => shell,
  path: "/install/events",
  component: page("installation", () => import("../features/installation/EventsPage"), "EventsPage"),
});

// Settings ----------------------------------------------------------------------------------------------------------

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: page("settings", () => import("../features/settings/SettingsLayout"), "SettingsLayout"),
});
const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/site", replace: true });
  },
});
const siteSettings = createRoute({
  getParentRoute: () => settings,
  path: "/site",
  loader: () => ahead(import("../features/site/queries").then((site) => [site.siteQuery])),
  component: page(["site", "look"], () => import("../features/site/SitePage"), "SitePage"),
});
const members = createRoute({
  getParentRoute: () => settings,
  path: "/members",
  loader: () =>
    ahead(
      import("../features/members/queries").then((members) => [
        members.membersQuery,
        members.invitationsQuery,
      ]),
    ),
  component: page("members", () => import("../features/members/MembersPage"), "MembersPage"),
});
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: "/keys",
  loader: () => ahead(import("../features/keys/queries").then((apiKeys) => [apiKeys.apiKeysQuery])),
  component: page("keys", () => import("../features/keys/KeysPage"), "KeysPage"),
});
const audit = createRoute({
  getParentRoute: () => settings,
  path: "/audit",
  component: page("audit", () => import("../features/audit/AuditPage"), "AuditPage"),
});
const account = createRoute({
  getParentRoute: () => settings,
  path: "/account",
  loader: () => ahead(import("../features/account/queries").then((account) => [account.sessionsQuery])),
  component: page("account", () => import("../features/account/AccountPage"), "AccountPage"),
});

const routeTree = root.addChildren([
  signIn,
  setup,
  invitation,
  recovery,
  newSite,
  shell.addChildren([
    home,
    visitors,
    visitor,
    segments,
    newSegment,
    segment,
    editSegment,
    campaigns,
    collisions,
    newCampaign,
    campaign,
    editCampaign,
    campaignEffect,
    effects,
    report,
    trends,
    help,
    install,
    eventDebugger,
    settings.addChildren([settingsStart, siteSettings, members, apiKeys, audit, account]),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: "/console",
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultPreloadDelay: 20,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
