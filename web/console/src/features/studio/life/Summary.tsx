// What publishing will do: the campaign in its five sentences, what changes, whether figures begin anew, and what stands in
// the way.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import { Differences } from "../../../words/text/Differences";
import { toldWords } from "../../../words/told";
import { armsOf, scenarioOf } from "../model/arms";
import { PARTS, partOf, stepPlaceOf } from "../model/parts";
import { stepsOf } from "../model/scenario";
import { usePartNames } from "../parts/names";
import { partSentence } from "../sentences";
import { useStudio } from "../studio";
import type { View } from "./keeper";
import classes from "./Publish.module.css";

export function Summary({ view, close }: { view: View; close: () => void }) {
  const { text, words, problems, warnings, isLive } = useStudio();
  const names = usePartNames();
  const cutsPhase = view.standing.check?.would_cut_phase ?? false;
  return (
    <>
      <dl className={classes.sentences}>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{names[part].name}</dt>
            <dd>{partSentence(words, part, text)}</dd>
          </div>
        ))}
      </dl>
      {problems.length > 0 ? (
        <Problems close={close} />
      ) : (
        <p className={classes.line} data-tone="good">
          <IconCircleCheck size={18} aria-hidden />
          <Trans>Nothing stands in the way.</Trans>
        </p>
      )}
      {isLive && problems.length === 0 && (
        <p className={classes.line}>
          <IconInfoCircle size={18} aria-hidden />
          {cutsPhase ? (
            <Trans>A new phase begins: figures are counted from zero, the old ones stay readable.</Trans>
          ) : (
            <Trans>No new phase begins: visitors get the same, figures go on.</Trans>
          )}
        </p>
      )}
      {warnings.length > 0 && (
        <div className={classes.warnings}>
          <p className={classes.line} data-tone="care">
            <IconAlertTriangle size={18} aria-hidden />
            <Trans>Allowed, but perhaps not meant:</Trans>
          </p>
          <ul>
            {warnings.map(({ path, message }) => (
              <li key={`${path} ${message}`}>{toldWords(words, message)}</li>
            ))}
          </ul>
        </div>
      )}
      {isLive && <Changes />}
    </>
  );
}

/** Each problem is the way to where it is mended. */
function Problems({ close }: { close: () => void }) {
  const { problems, words, text, openPart, choose } = useStudio();
  const names = usePartNames();
  const go = (path: string) => {
    const keysOf = (arm: number) => Object.keys(stepsOf(scenarioOf(armsOf(text)[arm])));
    const step = stepPlaceOf(path, keysOf);
    const part = partOf(path);
    close();
    if (step) choose({ arm: step.arm, step: step.step });
    if (part) openPart(part);
    requestAnimationFrame(() => document.getElementById(part ? "part-title" : "page-title")?.focus());
  };
  return (
    <div className={classes.problems}>
      <p className={classes.line} data-tone="harm">
        <IconAlertTriangle size={18} aria-hidden />
        <Plural
          value={problems.length}
          one="One thing has to be mended before it can be published:"
          other="# things have to be mended before it can be published:"
        />
      </p>
      <ul>
        {problems.map(({ path, message }) => {
          const part = partOf(path);
          return (
            <li key={`${path} ${message}`}>
              <button type="button" className={classes.jump} onClick={() => go(path)}>
                {part && <strong>{names[part].name}: </strong>}
                {toldWords(words, message)}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Against what is live, in words. */
export function Changes() {
  const { t } = useLingui();
  const { campaign, text } = useStudio();
  const live = useQuery({
    queryKey: keys.campaign(campaign),
    queryFn: ({ signal }) => api.get("/api/campaigns/{key}", { path: { key: campaign }, signal }),
  });
  if (!live.data) return null;
  const { status: _status, ...before } = live.data.text as Record<string, unknown>;
  const { status: _own, ...after } = text;
  return (
    <section aria-label={t`What changes`} className={classes.changes}>
      <h3 className={classes.heading}>
        <Trans>What changes</Trans>
      </h3>
      <Differences before={before} after={after} />
    </section>
  );
}
