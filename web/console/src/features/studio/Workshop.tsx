// The open studio: title and state at the top, the row of parts, and the part that lies open.

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { usePageSearch } from "../../app/search";
import { useMay } from "../../app/session";
import { useTitle } from "../../ui/Page";
import { type Asked, askedIn, withAnswers } from "../../words/answers";
import { useWords } from "../../words/useWords";
import { isRecord } from "../../words/words";
import { useVocabulary } from "../conditions/audience/queries";
import { siteTextQuery } from "./api";
import { Behind } from "./life/Behind";
import { Conflict } from "./life/Conflict";
import { isBehind, type Keeper, type Standing } from "./life/keeper";
import { Presence } from "./life/presence";
import { useKeeper, useView } from "./life/useKeeper";
import { languageOf, phrasesIn } from "./model/fresh";
import { isPart, type Part, partOf } from "./model/parts";
import { placeOf } from "./model/text";
import { placesWaiting, type Waiting } from "./model/waiting";
import { OpenPart } from "./parts/OpenPart";
import { Outline } from "./parts/Outline";
import { Unplaced } from "./parts/Unplaced";
import { useNotFilledIn } from "./problems";
import { StudioHeader } from "./StudioHeader";
import { type ChosenStep, type Studio, StudioContext } from "./studio";
import classes from "./Workshop.module.css";

export interface WorkshopProps {
  campaign: string;
  site: string;
  standing: Standing;
}

const NOTHING = { problems: [], warnings: [] };
/** Whoever may not publish looks on. */
const LOOK_ON = () => {};

export function Workshop({ campaign, site, standing }: WorkshopProps) {
  const { t } = useLingui();
  const keeper = useKeeper(site, campaign, standing);
  const view = useView(keeper);
  const [asked, ask] = useState(0);
  const askToPublish = useCallback(() => ask((count) => count + 1), []);
  const studio = useStudioOf(campaign, keeper, askToPublish);
  useTitle(t`Edit: ${nameIn(studio.text, campaign)}`);
  useKeys(keeper);
  return (
    <StudioContext value={studio}>
      <Presence keeper={keeper}>
        <div className={classes.page}>
          <StudioHeader keeper={keeper} view={view} site={site} asked={asked} />
          {view.saving.kind === "conflict" && (
            <Conflict keeper={keeper} view={view} theirs={view.saving.theirs} />
          )}
          {view.saving.kind !== "conflict" && isBehind(view.standing) && (
            <Behind keeper={keeper} view={view} />
          )}
          <Outline />
          <Unplaced />
          <OpenPart />
        </div>
      </Presence>
    </StudioContext>
  );
}

export const nameIn = (text: Studio["text"], campaign: string): string =>
  typeof text.name === "string" && text.name !== "" ? text.name : campaign;

function useStudioOf(campaign: string, keeper: Keeper, askToPublish: () => void): Studio {
  const { history, standing } = useView(keeper);
  const [search, setSearch] = usePageSearch();
  const [chosen, choose] = useState<ChosenStep>({ arm: 0, step: null });
  const known = useWords();
  const answers = useStable(askedIn(campaign, history.present, known.language));
  const words = useMemo(() => withAnswers(known, answers), [known, answers]);
  const vocabulary = useVocabulary();
  const site = useQuery(siteTextQuery).data?.text;
  const phrases = phrasesIn(languageOf(site?.locale));
  const mayEdit = useMay("publish");
  const { problems: refused, warnings } = standing.check ?? NOTHING;
  const [waiting, wait] = useWaiting();
  const text = history.present;
  const notFilledIn = useNotFilledIn();
  const problems = useMemo(
    () => [
      ...refused,
      ...placesWaiting(waiting, text).map((path) => ({
        path,
        message: notFilledIn,
      })),
    ],
    [refused, waiting, text, notFilledIn],
  );
  const part: Part = isPart(search.part) ? search.part : "who";
  const openPart = useCallback((to: Part) => setSearch({ part: to }), [setSearch]);
  return useMemo(
    () => ({
      campaign,
      text,
      edit: mayEdit ? keeper.edit : LOOK_ON,
      problems,
      waiting,
      wait,
      warnings: warnings.filter(({ path }) => partOf(path) !== null || path === ""),
      site: isRecord(site) ? site : {},
      words,
      vocabulary,
      answers,
      phrases,
      isLive: standing.live_version > 0,
      mayEdit,
      part,
      openPart,
      askToPublish,
      chosen,
      choose,
    }),
    [
      campaign,
      text,
      keeper,
      problems,
      waiting,
      wait,
      warnings,
      site,
      words,
      vocabulary,
      answers,
      phrases,
      standing,
      mayEdit,
      part,
      openPart,
      askToPublish,
      chosen,
    ],
  );
}

/** Rows that somebody began and has not filled in, kept while another part lies open. */
function useWaiting(): [Waiting, Studio["wait"]] {
  const [waiting, setWaiting] = useState<Waiting>(new Map());
  const wait: Studio["wait"] = useCallback((at, rows) => {
    const place = placeOf(at);
    setWaiting((before) => {
      if (rows === null && !before.has(place)) return before;
      const after = new Map(before);
      if (rows) after.set(place, { at, rows });
      else after.delete(place);
      return after;
    });
  }, []);
  return [waiting, wait];
}

/** The same list as long as it says the same: cards and rows are not drawn again for nothing. */
function useStable(asked: readonly Asked[]): readonly Asked[] {
  const kept = useRef(asked);
  if (JSON.stringify(kept.current) !== JSON.stringify(asked)) kept.current = asked;
  return kept.current;
}

/** Ctrl+Z and Ctrl+Shift+Z belong to the whole studio, except where something inside has taken them. */
function useKeys(keeper: Keeper): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey))
        return;
      const key = event.key.toLowerCase();
      if (key === "s") void keeper.flush();
      else if (key === "z" && !event.shiftKey) keeper.undo();
      else if (key === "z" || key === "y") keeper.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [keeper]);
}
