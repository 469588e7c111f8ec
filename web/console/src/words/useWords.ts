// The words of the page: the member's language, the site's currency and time zone, and the names that people gave their
// campaigns and segments. Until those names are there the keys stand for them.

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { campaignTexts, segmentTexts } from "../api/published";
import { useManner } from "../ui/manner";
import { askedIn, withAnswers } from "./answers";
import { namesIn } from "./names";
import type { Words } from "./words";

export function useWords(): Words {
  const { locale, currency, timezone } = useManner();
  const campaigns = useQuery(campaignTexts).data;
  const segments = useQuery(segmentTexts).data;
  return useMemo(() => {
    const words: Words = {
      language: locale,
      currency,
      timeZone: timezone,
      campaign: namesIn(campaigns),
      segment: namesIn(segments),
    };
    const asked = campaigns?.texts.flatMap(({ key, text }) => askedIn(key, text, locale));
    return withAnswers(words, asked ?? []);
  }, [locale, currency, timezone, campaigns, segments]);
}
