// Where an inline message stands in the shop's page, and what a rewrite changes there.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { put, putAt, type Rewrite, type Step } from "../step/shape";
import { useDesigner, usePart } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";
import { Part, PlainField } from "./Part";
import { PictureFields } from "./PictureFields";
import { TextField } from "./TextField";

export function PlaceFields() {
  const { isDisabled } = useDesigner();
  const [selector, setSelector] = usePart("selector");
  const [position = "append", setPosition] = usePart("position");
  const { t } = useLingui();
  return (
    <Part name="place" title={t`Place in the page`}>
      <PlainField
        path="selector"
        label={t`CSS selector of the place`}
        description={t`Reserve room for it in the page, so that nothing moves when it comes.`}
        placeholder="#campaign"
        value={selector}
        onChange={setSelector}
      />
      <NativeSelect
        label={t`Where exactly`}
        disabled={isDisabled}
        value={position}
        onChange={(event) => setPosition(event.currentTarget.value as Step["position"])}
        data={[
          { value: "append", label: t`Inside, at the end` },
          { value: "prepend", label: t`Inside, at the beginning` },
          { value: "before", label: t`Before it` },
          { value: "after", label: t`After it` },
        ]}
      />
    </Part>
  );
}

export function RewriteFields() {
  const { isDisabled } = useDesigner();
  const [changes = [], set] = usePart("rewrite");
  return (
    <div className={classes.group}>
      {changes.map((change, at) => (
        <ChangeFields
          // biome-ignore lint/suspicious/noArrayIndexKey: changes have no other name
          key={at}
          at={at}
          change={change}
          onChange={(changed) => set(putAt(changes, at, changed))}
          isOnly={changes.length === 1}
        />
      ))}
      <Button
        className={classes.start}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={isDisabled || changes.length >= 20}
        onClick={() => set([...changes, { selector: "" }])}
      >
        <Trans>Add a change</Trans>
      </Button>
    </div>
  );
}

function ChangeFields({
  at,
  change,
  onChange,
  isOnly,
}: {
  at: number;
  change: Rewrite;
  onChange: (change: Rewrite | undefined) => void;
  isOnly: boolean;
}) {
  const { isDisabled } = useDesigner();
  const { t } = useLingui();
  const path = `rewrite[${at}]`;
  const number = at + 1;
  return (
    <Part name={path} title={t`Change ${number}`} {...(!isOnly && { onRemove: () => onChange(undefined) })}>
      <PlainField
        path={`${path}.selector`}
        label={t`What is changed (CSS selector)`}
        placeholder="h1.welcome"
        value={change.selector}
        onChange={(selector) => onChange({ ...change, selector })}
      />
      <TextField
        path={`${path}.text`}
        label={t`Its text from now on`}
        value={change.text}
        onChange={(text) => onChange(put(change, "text", text))}
        isLong
        hasVariables
      />
      <PlainField
        path={`${path}.href`}
        label={t`Where it leads from now on`}
        placeholder="/new"
        value={change.href}
        onChange={(href) => onChange(put(change, "href", href || undefined))}
      />
      {change.image ? (
        <PictureFields
          path={`${path}.image`}
          picture={change.image}
          onChange={(image) => onChange({ ...change, image })}
        />
      ) : (
        <Button
          className={classes.start}
          variant="subtle"
          size="compact-xs"
          disabled={isDisabled}
          onClick={() => onChange({ ...change, image: { src: "" } })}
        >
          <Trans>Another picture as well</Trans>
        </Button>
      )}
      <Findings path={path} />
    </Part>
  );
}
