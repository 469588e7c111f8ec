// What the command palette offers: places, campaigns and segments, a visitor by id, and what one does to the console.

import { useLingui } from "@lingui/react/macro";
import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import {
  IconBolt,
  IconFilter,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSpeakerphone,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { campaignTexts, segmentTexts } from "../api/published";
import { nameOf } from "../words/names";
import { useDestinations } from "./destinations";
import { languageNames, useLanguage } from "./language";
import type { Entry } from "./palette-search";
import { useMay } from "./session";
import { useSettingsPlaces } from "./settings-places";
import { signOut } from "./sign-out";

export function useEntries(text: string, onHelp: () => void): Entry[] {
  return [...usePlaces(), ...useTexts(), ...useVisitor(text), ...useActions(onHelp)];
}

function usePlaces(): Entry[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayPeople = useMay("people");
  const main = useDestinations().map(({ to, label, Icon }) => ({ to, label, Icon }));
  const settings = useSettingsPlaces().map(({ to, label, Icon }) => ({ to, label, Icon }));
  const events = mayPeople
    ? [{ to: "/install/events" as const, label: t`Events as they arrive`, Icon: IconBolt }]
    : [];
  return [...main, ...events, ...settings].map(({ to, label, Icon }) => ({
    key: to,
    label,
    kind: t`Page`,
    Icon,
    also: to,
    act: () => void navigate({ to }),
  }));
}

function useTexts(): Entry[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const campaigns = useQuery(campaignTexts).data?.texts ?? [];
  const segments = useQuery(segmentTexts).data?.texts ?? [];
  return [
    ...campaigns.map(({ key, text }) => ({
      key: `campaign ${key}`,
      label: nameOf({ key, text }),
      kind: t`Campaign`,
      Icon: IconSpeakerphone,
      also: key,
      act: () => void navigate({ to: "/campaigns/$key", params: { key } }),
    })),
    ...segments.map(({ key, text }) => ({
      key: `segment ${key}`,
      label: nameOf({ key, text }),
      kind: t`Segment`,
      Icon: IconFilter,
      also: key,
      act: () => void navigate({ to: "/segments/$key", params: { key } }),
    })),
  ];
}

function useVisitor(text: string): Entry[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const id = text.trim();
  if (!useMay("people") || id.length < 2) return [];
  return [
    {
      key: "visitor",
      label: t`Open the visitor “${id}”`,
      kind: t`Visitor`,
      Icon: IconUser,
      also: id,
      act: () => void navigate({ to: "/visitors/$id", params: { id } }),
    },
  ];
}

function useActions(onHelp: () => void): Entry[] {
  const { t } = useLingui();
  const [locale, speakIn] = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const kind = t`Action`;
  const scheme = (to: MantineColorScheme) => () => setColorScheme(to);
  const other = locale === "ja" ? "en" : "ja";
  return [
    { key: "light", label: t`Light colours`, kind, Icon: IconSun, also: "light", act: scheme("light") },
    { key: "dark", label: t`Dark colours`, kind, Icon: IconMoon, also: "dark", act: scheme("dark") },
    {
      key: "language",
      label: languageNames[other],
      kind,
      Icon: IconLanguage,
      also: "language 言語",
      act: () => void speakIn(other),
    },
    { key: "help", label: t`Keyboard shortcuts`, kind, Icon: IconKeyboard, also: "?", act: onHelp },
    { key: "out", label: t`Sign out`, kind, Icon: IconLogout, also: "logout", act: () => void signOut() },
  ];
}
