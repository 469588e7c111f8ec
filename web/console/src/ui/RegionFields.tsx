// Where a shop lives: the time zone its days are counted in, and the currency of its amounts.

import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useManner } from "./manner";

/** As many as are drawn at once; letters narrow them. */
const most = 60;
const first = ["JPY", "USD", "EUR"];

/** A machine that names none is more likely a server than a shop in Greenwich. */
export function browserTimezone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return !timeZone || timeZone === "UTC" ? "Asia/Tokyo" : timeZone;
}

interface RegionFieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  disabled?: boolean;
  description?: string;
}

const choose = (onChange: (value: string) => void) => (value: string | null) => {
  if (value) onChange(value);
};

export function TimezoneField({ value, onChange, ...field }: RegionFieldProps) {
  const { t } = useLingui();
  const zones = useMemo(
    () => [...new Set([value, "Asia/Tokyo", ...Intl.supportedValuesOf("timeZone")])],
    [value],
  );
  return (
    <Select
      label={t`Time zone`}
      data={zones}
      value={value}
      onChange={choose(onChange)}
      searchable
      limit={most}
      allowDeselect={false}
      {...field}
    />
  );
}

export function CurrencyField({ value, onChange, ...field }: RegionFieldProps) {
  const { t } = useLingui();
  const { locale } = useManner();
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "currency" });
    const codes = [...new Set([...first, value, ...Intl.supportedValuesOf("currency")])];
    return codes.map((code) => ({ value: code, label: `${code}  ${names.of(code) ?? ""}` }));
  }, [locale, value]);
  return (
    <Select
      label={t`Currency`}
      data={currencies}
      value={value}
      onChange={choose(onChange)}
      searchable
      limit={most}
      allowDeselect={false}
      {...field}
    />
  );
}
