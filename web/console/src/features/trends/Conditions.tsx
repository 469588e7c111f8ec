// Among which events: fields with the values that count, each in a row. A row without values asks for nothing yet.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Select, TagsInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Choice } from "./choices";
import classes from "./trends.module.css";
import { type Condition, conditionsOf, whereOf, withValues } from "./where";

interface ConditionsProps {
  where: string | null;
  /** Fields that may be asked for. */
  fields: readonly Choice[];
  nameOf: (field: string) => string;
  /** Values that a field is known to have. */
  examplesOf: (field: string) => string[];
  ask: (change: { where: string | undefined }) => void;
}

export function Conditions({ where, fields, nameOf, examplesOf, ask }: ConditionsProps) {
  const { t } = useLingui();
  const [begun, begin] = useState<string | null>(null);
  const conditions = conditionsOf(where);
  if (conditions === null) return <Unreadable takeOff={() => ask({ where: undefined })} />;
  const isAsked = (field: string) => conditions.some((one) => one.field === field);
  const rows = begun === null || isAsked(begun) ? conditions : [...conditions, { field: begun, values: [] }];
  const change = (field: string, values: Condition["values"]) => {
    // The row whose last value went stays, to take another.
    begin(values.length === 0 ? field : null);
    ask({ where: whereOf(withValues(conditions, field, values)) });
  };
  const takeOff = (field: string) => {
    begin(null);
    ask({ where: whereOf(conditions.filter((one) => one.field !== field)) });
  };
  const free = fields.filter(({ value }) => !rows.some(({ field }) => field === value));
  return (
    <fieldset className={classes.conditions}>
      <legend className={classes.legend}>
        <Trans>Only where</Trans>
      </legend>
      {rows.map((condition) => (
        <Row
          key={condition.field}
          condition={condition}
          name={nameOf(condition.field)}
          examples={examplesOf(condition.field)}
          isNew={condition.field === begun}
          change={(values) => change(condition.field, values)}
          takeOff={() => takeOff(condition.field)}
        />
      ))}
      <Select
        className={classes.add}
        aria-label={t`Add a condition`}
        placeholder={t`Add a condition`}
        searchable
        data={free}
        value={null}
        onChange={(field) => field && begin(field)}
      />
    </fieldset>
  );
}

interface RowProps {
  condition: Condition;
  name: string;
  examples: string[];
  isNew: boolean;
  change: (values: Condition["values"]) => void;
  takeOff: () => void;
}

function Row({ condition: { values }, name, examples, isNew, change, takeOff }: RowProps) {
  const { t } = useLingui();
  const none = t`Without a value`;
  const write = (value: string | null) => value ?? none;
  return (
    <div className={classes.condition}>
      <TagsInput
        label={name}
        aria-label={t`Values of ${name}`}
        placeholder={values.length === 0 ? t`One or more values` : ""}
        description={values.length > 1 ? t`One of them is enough.` : null}
        inputWrapperOrder={["label", "input", "description"]}
        data={[...examples, none]}
        value={values.map(write)}
        onChange={(written) => change(written.map((value) => (value === none ? null : value)))}
        acceptValueOnBlur
        splitChars={[]}
        data-autofocus={isNew || undefined}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        className={classes.takeOff}
        aria-label={t`Take off the condition on ${name}`}
        onClick={takeOff}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

const Unreadable = ({ takeOff }: { takeOff: () => void }) => (
  <Button
    variant="default"
    size="xs"
    className={classes.where}
    rightSection={<IconX size={14} aria-hidden />}
    onClick={takeOff}
  >
    <Trans>The condition in the link cannot be read: take it off</Trans>
  </Button>
);
