// Where a shop lives: the time zone its days are counted in, and the currency of its amounts.

import { useLingui } from "@lingui/react/macro";
import { Select, type SelectProps } from "@mantine/core";
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
  description?: string;
}

export function TimezoneField(props: RegionFieldProps) {
  const { t } = useLingui();
  const { value } = props;
  const zones = useMemo(
    () => [...new Set([value, "Asia/Tokyo", ...Intl.supportedValuesOf("timeZone")])],
    [value],
  );
  return <RegionField label={t`Time zone`} data={zones} {...props} />;
}

export function CurrencyField(props: RegionFieldProps) {
  const { t } = useLingui();
  const { locale } = useManner();
  const { value } = props;
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "currency" });
    const codes = [...new Set([...first, value, ...Intl.supportedValuesOf("currency")])];
    return codes.map((code) => ({ value: code, label: `${code}  ${names.of(code) ?? ""}` }));
  }, [locale, value]);
  return <RegionField label={t`Currency`} data={currencies} {...props} />;
}

function RegionField({ onChange, ...field }: RegionFieldProps & Pick<SelectProps, "label" | "data">) {
  return (
    <Select
      {...field}
      onChange={(value) => value && onChange(value)}
      searchable
      limit={most}
      allowDeselect={false}
    />
  );
}
