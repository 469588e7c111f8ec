import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { keys } from "../../api/keys";
import { ApiProblem, isProblem } from "../../api/problem";
import type { Site } from "../../api/types";
import { useMay } from "../../app/session";
import { onlyWrong } from "../../ui/checks";
import { ErrorView } from "../../ui/ErrorView";
import { type Fields, useFields, type Wrong } from "../../ui/fields";
import { useNotify } from "../../ui/notify";
import { toldWords } from "../../words/told";
import { useWords } from "../../words/useWords";
import type { Words } from "../../words/words";
import { isColour } from "../look/colours";
import { ApprovalFields } from "./ApprovalFields";
import { AttentionFields } from "./AttentionFields";
import { BasicFields } from "./BasicFields";
import { CareFields } from "./CareFields";
import { IdentityFields } from "./IdentityFields";
import { LookFields } from "./look/LookFields";
import { isReadable } from "./look/look";
import { MeasuringFields } from "./MeasuringFields";
import { ProfitFields } from "./ProfitFields";
import { useSaveSite } from "./queries";
import { SaveBar } from "./SaveBar";
import { fieldAt, profitFault, type SiteValues, settingsOf, valuesOf } from "./settings";
import classes from "./site.module.css";

export type SiteFields = Fields<SiteValues>;

/** What the server found wrong, beside the fields it is about. */
function wrongOf(problem: unknown, words: Words): Wrong<SiteValues> {
  const places = problem instanceof ApiProblem ? problem.problems : [];
  return Object.fromEntries(
    places.flatMap(({ path, message }) => {
      const field = fieldAt(path);
      return field ? [[field, toldWords(words, message)]] : [];
    }),
  );
}

/** Colours are checked while they can still be seen; everything else by the server. */
function useLookChecks(): (values: SiteValues) => Wrong<SiteValues> {
  const { t } = useLingui();
  return (values) => {
    if (values.preset === null) return {};
    const wrongColour = (text: string) =>
      text === "" || isColour(text) ? undefined : t`A colour as #rrggbb`;
    const unreadable = isReadable(values)
      ? undefined
      : t`This text can hardly be read on its background, in light or in dark. Choose both so that they differ more.`;
    return onlyWrong({
      accent: wrongColour(values.accent),
      surface: wrongColour(values.surface),
      text: wrongColour(values.text) ?? unreadable,
    });
  };
}

/** Margins are asked for, rather than taken for nothing. */
function useProfitChecks(): (values: SiteValues) => Wrong<SiteValues> {
  const { t } = useLingui();
  return (values) => {
    switch (profitFault(values)) {
      case "no_margin":
        return { margin: t`Give the margin of all other products as well: orders hold these, too.` };
      case "no_own_margin":
        return { products: t`Give each of these products its margin, or remove the row.` };
      case "named_twice":
        return { products: t`A product stands here twice.` };
      default:
        return {};
    }
  };
}

export function SiteForm({ site }: { site: Site }) {
  const { t } = useLingui();
  const answers = useQueryClient();
  const { done } = useNotify();
  const words = useWords();
  const mayChange = useMay("settings");
  const save = useSaveSite(site.version, () => done(t`Published, and in effect from now on.`));
  const [lookChecks, profitChecks] = [useLookChecks(), useProfitChecks()];
  const fields = useFields(valuesOf(site.text), (values) => ({
    ...lookChecks(values),
    ...profitChecks(values),
  }));
  const send = (values: SiteValues) =>
    save.mutate(settingsOf(values, site.text), {
      onError: (problem) => void fields.refuse(wrongOf(problem, words)),
    });
  const reload = () => {
    save.reset();
    void answers.invalidateQueries({ queryKey: keys.site });
  };
  return (
    <form noValidate onSubmit={fields.onSubmit(send)}>
      <fieldset className={classes.form} disabled={!mayChange}>
        {!mayChange && (
          <p className={classes.note}>
            <Trans>Only an owner may change these. You see what holds now.</Trans>
          </p>
        )}
        <BasicFields fields={fields} />
        <LookFields fields={fields} />
        <CareFields fields={fields} />
        <AttentionFields fields={fields} />
        <MeasuringFields fields={fields} />
        <ProfitFields fields={fields} />
        <ApprovalFields fields={fields} />
        <IdentityFields fields={fields} />
      </fieldset>
      <SaveBar
        isShown={fields.isChanged}
        isSaving={save.isPending}
        onUndo={() => fields.reset(valuesOf(site.text))}
      >
        {save.error ? (
          <ErrorView
            error={save.error}
            retry={isProblem(save.error, "version_conflict") ? reload : undefined}
          />
        ) : null}
      </SaveBar>
    </form>
  );
}
