// The chosen step as a visitor sees it; what is pressed in it leads on to the next step's preview.

import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useShopOrigin } from "../../../api/shop";
import { type Act, MessagePreview } from "../../messages/preview/MessagePreview";
import type { Step as SpokenStep } from "../../messages/step/shape";
import { END, listAt, type Step, stepsOf, type Way, waysOut } from "../model/scenario";
import { read, type Text } from "../model/text";
import { useStudio } from "../studio";
import type { Acts } from "./acts";
import type { StepNames } from "./names";
import { useLanguages } from "./useLanguages";

export interface StepPreviewProps {
  scenario: Text;
  step: Step;
  acts: Acts;
  names: StepNames;
}

export function StepPreview({ scenario, step, acts, names }: StepPreviewProps) {
  const { t } = useLingui();
  const { campaign, text, vocabulary } = useStudio();
  const languages = useLanguages();
  const shop = useShopOrigin(undefined);
  const steps = stepsOf(scenario);
  const until = read(text, ["schedule", "until"]);
  const next = (act: Act) => {
    const way = wayOf(step, act);
    if (!way) return null;
    if (way.to === END || !(way.to in steps)) return names.target(way.to, steps);
    const name = names.target(way.to, steps);
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => acts.choose(way.to)}>
        {t`Look at “${name}”`}
      </Button>
    );
  };
  return (
    <MessagePreview
      campaign={campaign}
      step={step as SpokenStep}
      language={languages.shown}
      languages={languages.all}
      onLanguage={languages.show}
      traits={vocabulary.traits}
      shopUrl={shop ?? undefined}
      {...(typeof until === "string" ? { until } : {})}
      leadsTo={next}
    />
  );
}

function wayOf(step: Step, act: Act): Way | undefined {
  const ways = waysOut(step);
  if (act.kizukai === "close") return ways.find((way) => way.kind === "close");
  const key = "choice" in act.payload ? act.payload.choice : null;
  const place = listAt(step, "choices").findIndex((one) => one.key === key);
  return (
    ways.find((way) => way.kind === "choice" && way.place === place) ??
    ways.find((way) => way.kind === "next")
  );
}
