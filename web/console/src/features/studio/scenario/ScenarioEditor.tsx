// The steps of one arm, as a picture or as a list, with the form of the chosen step beside it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowsMaximize, IconArrowsMinimize, IconClipboard, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useIsNarrow } from "../../../ui/columns";
import { BlockSkeleton } from "../../../ui/Skeletons";
import type { PlaceProblem } from "../../conditions/model/places";
import { armKey, armsOf, scenarioOf } from "../model/arms";
import { stepPlaceOf } from "../model/parts";
import { inOrder, isSpoken, KINDS, MOST_STEPS, stepsOf } from "../model/scenario";
import { told } from "../problems";
import { useStudio } from "../studio";
import { type Acts, useActs } from "./acts";
import { useOpenComments } from "./CommentMark";
import { useStepNames } from "./names";
import classes from "./ScenarioEditor.module.css";
import { StepList } from "./StepList";
import { StepPanel } from "./StepPanel";
import { StepPreview } from "./StepPreview";

const Flow = lazy(() => import("../flow/Flow"));

type View = "picture" | "list";
const REMEMBERED = "kizukai-studio-view";

export function ScenarioEditor({ arm, label }: { arm: number; label: string }) {
  const { t } = useLingui();
  const studio = useStudio();
  const acts = useActs();
  const names = useStepNames(studio.words);
  const isNarrow = useIsNarrow();
  const [view, setView] = useView(isNarrow);
  const [isWide, setWide] = useState(false);
  const scenario = scenarioOf(armsOf(studio.text)[arm]);
  const said = useSaid(arm);
  const commentsOf = useOpenComments(armKey(armsOf(studio.text)[arm] ?? {}));
  const keys = inOrder(scenario);
  // One step alone needs not be chosen.
  const chosen = studio.chosen.step ?? (keys.length === 1 && !isNarrow ? (keys[0] ?? null) : null);
  const step = chosen === null ? undefined : stepsOf(scenario)[chosen];
  const preview = step && isSpoken(step) && (
    <StepPreview scenario={scenario} step={step} acts={acts} names={names} />
  );
  const panel = chosen !== null && step && (
    <StepPanel
      key={chosen}
      arm={armKey(armsOf(studio.text)[arm] ?? {})}
      scenario={scenario}
      stepKey={chosen}
      at={["arms", arm, "scenario", "steps", chosen]}
      acts={acts}
      names={names}
      problems={said.problems.get(chosen) ?? NONE}
      warnings={said.warnings.get(chosen) ?? NONE}
    />
  );
  const problemsOf = (key: string) => said.problems.get(key)?.length ?? 0;
  return (
    <section className={classes.editor} aria-label={label} data-wide={isWide || undefined}>
      <div className={classes.bar}>
        {studio.mayEdit ? <Add acts={acts} count={keys.length} /> : <span />}
        <div className={classes.views}>
          <SegmentedControl
            size="xs"
            aria-label={t`How the steps are shown`}
            value={view}
            data={[
              { value: "picture", label: t`As a picture` },
              { value: "list", label: t`As a list` },
            ]}
            onChange={(to) => setView(to as View)}
          />
          {view === "picture" && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={
                isWide ? (
                  <IconArrowsMinimize size={16} aria-hidden />
                ) : (
                  <IconArrowsMaximize size={16} aria-hidden />
                )
              }
              onClick={() => setWide(!isWide)}
            >
              {isWide ? <Trans>Smaller</Trans> : <Trans>Larger</Trans>}
            </Button>
          )}
        </div>
      </div>
      <div className={classes.sides} data-panel={Boolean(panel) || undefined} data-view={view}>
        <div className={classes.left}>
          {view === "picture" ? (
            <Suspense fallback={<BlockSkeleton height={460} />}>
              <Flow
                scenario={scenario}
                names={names}
                acts={acts}
                chosen={chosen}
                problemsOf={problemsOf}
                commentsOf={commentsOf}
              />
            </Suspense>
          ) : (
            <StepList
              scenario={scenario}
              names={names}
              chosen={chosen}
              choose={acts.choose}
              problemsOf={problemsOf}
              commentsOf={commentsOf}
              inside={
                isNarrow && panel ? (
                  <>
                    {panel}
                    {preview}
                  </>
                ) : null
              }
            />
          )}
          {!(isNarrow && view === "list") && !isWide && preview}
        </div>
        {panel && !(isNarrow && view === "list") && (
          <div className={classes.panel}>
            {panel}
            {isWide && preview}
          </div>
        )}
      </div>
    </section>
  );
}

const NONE: readonly PlaceProblem[] = [];

/** What was chosen last in this browser; a list where there is no room for a picture. */
function useView(isNarrow: boolean): [View, (view: View) => void] {
  const [wish, setWish] = useState<View>(() =>
    localStorage.getItem(REMEMBERED) === "list" ? "list" : "picture",
  );
  const [onPhone, setOnPhone] = useState<View>("list");
  if (isNarrow) return [onPhone, setOnPhone];
  const set = (view: View) => {
    localStorage.setItem(REMEMBERED, view);
    setWish(view);
  };
  return [wish, set];
}

/** Problems and warnings by the step they are about. */
function useSaid(arm: number) {
  const { text, problems, warnings, words } = useStudio();
  return useMemo(() => {
    const keysOf = (place: number) => Object.keys(stepsOf(scenarioOf(armsOf(text)[place])));
    const byStep = (some: typeof problems) => {
      const found = new Map<string, PlaceProblem[]>();
      for (const { path, message } of told(words, some)) {
        const place = stepPlaceOf(path, keysOf);
        if (place?.arm !== arm) continue;
        found.set(place.step, [...(found.get(place.step) ?? []), { path: place.rest, message }]);
      }
      return found;
    };
    return { problems: byStep(problems), warnings: byStep(warnings) };
  }, [text, problems, warnings, words, arm]);
}

function Add({ acts, count }: { acts: Acts; count: number }) {
  const { t } = useLingui();
  const { words } = useStudio();
  const names = useStepNames(words);
  return (
    <fieldset className={classes.add} aria-label={t`Add a step`}>
      {KINDS.map((kind) => (
        <Button
          key={kind}
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={count >= MOST_STEPS}
          onClick={() => acts.add(kind)}
        >
          {names.kind(kind)}
        </Button>
      ))}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconClipboard size={14} aria-hidden />}
        disabled={count >= MOST_STEPS}
        onClick={acts.paste}
      >
        <Trans>Paste</Trans>
      </Button>
    </fieldset>
  );
}
