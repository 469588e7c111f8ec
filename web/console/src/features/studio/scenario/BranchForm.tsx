// A branch: cases that are tried in order, each a condition and where it leads.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo } from "react";
import fieldset from "../../../ui/fieldset.module.css";
import { below } from "../../conditions/model/places";
import { Condition } from "../fields/Condition";
import { WaySelect } from "../fields/WaySelect";
import { listAt, moved, waysOut } from "../model/scenario";
import { placeOf, write } from "../model/text";
import { useStudio } from "../studio";
import type { FormProps } from "./StepPanel";
import classes from "./StepPanel.module.css";

export function BranchForm(props: FormProps) {
  const { step, change } = props;
  const cases = listAt(step, "cases");
  const ways = waysOut(step);
  const otherwise = ways.find((way) => way.kind === "else");
  return (
    <div className={classes.form}>
      {cases.map((_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a case has no name but its place
        <Case key={place} {...props} place={place} />
      ))}
      <Button
        className={fieldset.start}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => change(write(step, ["cases"], [...cases, { when: {}, next: "end" }]), null)}
      >
        <Trans>Add a case</Trans>
      </Button>
      {otherwise && <WaySelect {...props} way={otherwise} label={props.names.way(step, otherwise)} />}
    </div>
  );
}

function Case({ place, ...props }: FormProps & { place: number }) {
  const { t } = useLingui();
  const { step, change, problems } = props;
  const { vocabulary: shop, answers, waiting, wait } = useStudio();
  const vocabulary = useMemo(() => ({ ...shop, answers }), [shop, answers]);
  const cases = listAt(step, "cases");
  const number = place + 1;
  const way = waysOut(step).find((one) => one.kind === "case" && one.place === place);
  const put = (next: readonly unknown[], what: string | null = null) =>
    change(write(step, ["cases"], next), what);
  /** Cases in another order, or one less: rows that wait to be filled in go with theirs. */
  const all = cases.map((_, nth) => nth);
  const arrange = (order: readonly number[]) => {
    const at = (nth: number) => [...props.at, "cases", nth, "when"];
    const rows = order.map((nth) => waiting.get(placeOf(at(nth)))?.rows ?? null);
    for (const nth of all) wait(at(nth), rows[nth] ?? null);
    put(order.map((nth) => cases[nth]));
  };
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>
        <span className={classes.labelled}>
          <Trans>Case {number}</Trans>
          <span>
            <ActionIcon
              aria-label={t`Try case ${number} earlier`}
              disabled={place === 0}
              onClick={() => arrange(moved(all, place, -1))}
            >
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              aria-label={t`Try case ${number} later`}
              disabled={number === cases.length}
              onClick={() => arrange(moved(all, place, 1))}
            >
              <IconArrowDown size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              aria-label={t`Take case ${number} out`}
              disabled={cases.length === 1}
              onClick={() => arrange(all.filter((other) => other !== place))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </span>
        </span>
      </legend>
      <Condition
        at={[...props.at, "cases", place, "when"]}
        label={t`When case ${number} holds`}
        value={cases[place]?.when ?? {}}
        vocabulary={vocabulary}
        whenEmpty={t`Nothing is asked yet: this case always holds.`}
        problems={below(`cases[${place}].when`, problems)}
        onChange={(when) => put(cases.with(place, { ...cases[place], when }), `cases ${place}`)}
      />
      {way && <WaySelect {...props} way={way} />}
    </fieldset>
  );
}
