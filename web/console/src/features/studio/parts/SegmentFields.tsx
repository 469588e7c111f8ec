// Which segment, and whether entering or leaving it is the moment.

import { useLingui } from "@lingui/react/macro";
import { NativeSelect, SegmentedControl } from "@mantine/core";
import { LinkText } from "../../../ui/Link";
import { read, write } from "../model/text";
import { useFieldError } from "../problems";
import { useStudio } from "../studio";
import classes from "./forms.module.css";

export function SegmentFields() {
  const { t } = useLingui();
  const { text, edit, vocabulary } = useStudio();
  const error = useFieldError("trigger.name");
  const on = String(read(text, ["trigger", "on"]));
  const key = String(read(text, ["trigger", "name"]) ?? "");
  const known = vocabulary.segments.map((segment) => ({ value: segment.key, label: segment.name }));
  const isKnown = known.some(({ value }) => value === key);
  if (known.length === 0)
    return (
      <p className={classes.soft}>
        {t`There is no segment yet.`} <LinkText to="/segments/+new">{t`Make one`}</LinkText>
      </p>
    );
  return (
    <>
      <SegmentedControl
        aria-label={t`Entering or leaving`}
        value={on}
        data={[
          { value: "segment_entered", label: t`Enters` },
          { value: "segment_left", label: t`Leaves` },
        ]}
        onChange={(to) => edit((before) => write(before, ["trigger", "on"], to))}
      />
      <NativeSelect
        label={t`Which segment`}
        value={key}
        data={isKnown ? known : [{ value: key, label: key }, ...known]}
        error={error}
        onChange={(event) => {
          const to = event.currentTarget.value;
          edit((before) => write(before, ["trigger", "name"], to));
        }}
      />
    </>
  );
}
