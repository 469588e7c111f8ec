// What the moments are called here, what each means, and what its numbers are.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { signalName } from "../../../words/eventNames";
import { useWords } from "../../../words/useWords";
import type { Group } from "../model/signals";

export function useGroupNames(): Readonly<Record<Group, string>> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      page: t`Looking at a page`,
      wavering: t`Wavering`,
      trouble: t`Not getting on`,
      shop: t`What the shop says`,
    }),
    [t],
  );
}

export interface MomentWords {
  name: string;
  about: string;
}

export function useMomentWords(): (moment: string) => MomentWords {
  const { t } = useLingui();
  const words = useWords();
  return useMemo(() => {
    const about: Record<string, string> = {
      page_view: t`As soon as the page stands there. Quick, and the least personal: nothing is known yet but the page.`,
      dwell: t`The visitor has really looked at this page for so long. Other tabs and an abandoned screen do not count.`,
      scroll: t`So much of the page has been seen. Good for lists and long descriptions.`,
      element_visible: t`Something on the page, such as the size chart, has been in view for a moment.`,
      hesitation: t`The visitor would go on, but something holds them back: resting on a price, scrolling to and fro, changing the quantity. From 0 to 100; 60 is a clear pause.`,
      exit_intent: t`The visitor is about to leave: the mouse goes towards the tabs, or a quick flick up on a phone. Once a page.`,
      idle: t`The page is in front and nobody has touched it for so long.`,
      return: t`The visitor comes back to this tab after having been away for so long.`,
      product_pingpong: t`The visitor goes to and fro between products, undecided. Counted is how often they came back to one.`,
      price_copy: t`The visitor copies a price, as one does who is about to compare it elsewhere.`,
      search_no_results: t`A search in the shop found nothing, so often in this visit.`,
      rage_click: t`The visitor presses the same spot again and again, because nothing happens.`,
      form_trouble: t`A form does not let the visitor through: mistakes, or fields that are filled in again.`,
      custom: t`The shop’s own script says so, with kizukai.signal(…). Ask whoever builds the shop.`,
      segment: t`The visitor begins, or ceases, to be one of those whom a segment means: has looked three times, or is a new gold member.`,
      event: t`Something that the shop’s pages report, such as a product put into the cart or an order.`,
    };
    return (moment) => ({
      name:
        moment === "event" ? t`An event` : moment === "segment" ? t`A segment` : signalName(words, moment),
      about: about[moment] ?? "",
    });
  }, [t, words]);
}

export function useParamWords(): (signal: string, param: string) => { label: string; unit: string } {
  const { t } = useLingui();
  return useMemo(() => {
    const seconds = t` seconds`;
    const times = t` times`;
    const known: Record<string, { label: string; unit: string }> = {
      "dwell seconds": { label: t`After how long`, unit: seconds },
      "idle seconds": { label: t`After how long`, unit: seconds },
      "return away_s": { label: t`Away for at least`, unit: seconds },
      "scroll percent": { label: t`How far down the page`, unit: " %" },
      "element_visible selector": { label: t`Which element`, unit: "" },
      "element_visible percent": { label: t`How much of it`, unit: " %" },
      "element_visible seconds": { label: t`For how long`, unit: seconds },
      "hesitation score": { label: t`From which strength on`, unit: "" },
      "product_pingpong switches": { label: t`Came back how often`, unit: times },
      "search_no_results count": { label: t`How often`, unit: times },
      "rage_click clicks": { label: t`How many presses`, unit: times },
      "form_trouble errors": { label: t`How many mistakes`, unit: times },
      "form_trouble returns": { label: t`Fields filled in again`, unit: times },
      "form_trouble seconds": { label: t`Time in the form`, unit: seconds },
      "custom name": { label: t`Which sign`, unit: "" },
    };
    return (signal, param) => known[`${signal} ${param}`] ?? { label: param, unit: "" };
  }, [t]);
}
