// Narrows the record to one thing.

import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { campaignTexts, segmentTexts } from "../../api/published";
import type { PublishedTexts } from "../../api/types";
import { useTargetName } from "./actions";
import classes from "./audit.module.css";

export interface TargetFilterProps {
  target: string | undefined;
  onChange: (target: string | undefined) => void;
}

export function TargetFilter({ target, onChange }: TargetFilterProps) {
  const { t } = useLingui();
  const targetName = useTargetName();
  const targets = (kind: string, texts: PublishedTexts | undefined) =>
    texts?.texts.map(({ key }) => ({ value: `${kind}/${key}`, label: targetName(`${kind}/${key}`) })) ?? [];
  const campaigns = targets("campaign", useQuery(campaignTexts).data);
  const segments = targets("segment", useQuery(segmentTexts).data);
  const listed = ["site", ...[...campaigns, ...segments].map(({ value }) => value)];
  const other =
    target !== undefined && !listed.includes(target) ? [{ value: target, label: targetName(target) }] : [];
  return (
    <Select
      className={classes.filter}
      label={t`About`}
      placeholder={t`Everything that was changed`}
      value={target ?? null}
      onChange={(value) => onChange(value ?? undefined)}
      clearable
      searchable
      clearButtonProps={{ "aria-label": t`Show everything` }}
      data={[
        { group: t`Site`, items: [{ value: "site", label: t`Site settings` }, ...other] },
        { group: t`Campaigns`, items: campaigns },
        { group: t`Segments`, items: segments },
      ].filter(({ items }) => items.length > 0)}
    />
  );
}
