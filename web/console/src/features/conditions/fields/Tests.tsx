// The tests of one value in a row: 「3,500 円 以上、かつ 5,500 円 未満」. In Japanese the value stands before its test, in
// English behind it.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Fragment } from "react";
import { predicateWords } from "../../../words/condition";
import { useBuilder } from "../builder";
import { type ChoiceKey, carried, chosen, type Offer, writeChoice } from "../model/choices";
import { kindFor, type Subject, type ValueKind } from "../model/kinds";
import type { Test } from "../model/tree";
import classes from "./fields.module.css";
import { Select } from "./Select";
import { ValueField } from "./ValueField";

export interface TestsProps {
  tests: readonly Test[];
  subject: Subject;
  offer: Offer;
  nameOf: (key: ChoiceKey, kind: ValueKind) => string;
  isCount?: boolean;
  onChange: (tests: Test[]) => void;
}

export function Tests(props: TestsProps) {
  const { t } = useLingui();
  const { tests, onChange } = props;
  return tests.map((test, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a test has nothing else that tells it apart, and never moves
    <Fragment key={at}>
      {at > 0 && (
        <span className={classes.unit}>
          <Trans>and</Trans>
        </span>
      )}
      <OneTest {...props} test={test} onChange={(changed) => onChange(tests.toSpliced(at, 1, changed))} />
      {tests.length > 1 && (
        <ActionIcon
          size="sm"
          aria-label={t`Take out this part`}
          onClick={() => onChange(tests.toSpliced(at, 1))}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      )}
    </Fragment>
  ));
}

type OneTestProps = Omit<TestsProps, "tests" | "onChange"> & {
  test: Test;
  onChange: (test: Test) => void;
};

function OneTest({ test, subject, offer, nameOf, isCount = false, onChange }: OneTestProps) {
  const { t } = useLingui();
  const { words } = useBuilder();
  const is = chosen(test, isCount);
  if (!is) {
    return (
      <span className={classes.written}>
        {predicateWords(words, test, subject.unit)}
        <span className={classes.badge}>
          <Trans>as written</Trans>
        </span>
      </span>
    );
  }
  const { key, value } = is;
  const fitting = { ...subject, kind: kindFor(subject.kind, [test]) };
  const named = (keys: readonly ChoiceKey[]) =>
    keys.map((one) => ({ value: one, label: nameOf(one, subject.kind) }));
  const first = offer.first.includes(key) ? offer.first : [key, ...offer.first];
  const choice = (
    <Select
      label={t`Test`}
      value={key}
      options={named(first)}
      more={{ label: t`More`, options: named(offer.more.filter((one) => one !== key)) }}
      onChange={(to) => onChange(writeChoice(to, carried(value, to)))}
    />
  );
  const filled = (
    <ValueField
      choice={key}
      subject={fitting}
      value={value}
      onChange={(to) => onChange(writeChoice(key, to))}
    />
  );
  return words.language === "ja" ? (
    <>
      {filled}
      {choice}
    </>
  ) : (
    <>
      {choice}
      {filled}
    </>
  );
}
