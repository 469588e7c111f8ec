// A text that is one for everybody, or one for each language. Which language is written is chosen once for the whole step.

import { useLingui } from "@lingui/react/macro";
import { Textarea, TextInput } from "@mantine/core";
import { isRecord } from "../../../words/words";

export interface LocalFieldProps {
  label: string;
  description?: string;
  value: unknown;
  language: string;
  onChange: (value: unknown) => void;
  isLong?: boolean;
  error?: string | undefined;
  placeholder?: string | undefined;
}

/** The text of one language; where there is but one for everybody, that one. */
export function textIn(value: unknown, language: string): string {
  if (typeof value === "string") return value;
  const found = isRecord(value) ? value[language] : undefined;
  return typeof found === "string" ? found : "";
}

/** A text for everybody stays one as long as nobody writes another language. Empty is none. */
export function withText(value: unknown, language: string, own: string, text: string): unknown {
  if (isRecord(value)) {
    const { [language]: _, ...others } = value;
    const made = text === "" ? others : { ...value, [language]: text };
    return Object.keys(made).length === 0 ? undefined : made;
  }
  if (language === own || value === undefined || value === "")
    return text === "" ? undefined : language === own ? text : { [language]: text };
  return { [own]: value, [language]: text };
}

export function LocalField({
  label,
  description,
  value,
  language,
  onChange,
  isLong,
  error,
  placeholder,
}: LocalFieldProps) {
  const { i18n } = useLingui();
  const own = isRecord(value) ? language : i18n.locale;
  const Field = isLong ? Textarea : TextInput;
  const more = isLong ? { autosize: true, minRows: 2, maxRows: 8 } : {};
  return (
    <Field
      label={label}
      description={description}
      lang={language}
      value={typeof value === "string" && language !== own ? "" : textIn(value, language)}
      error={error}
      placeholder={placeholder}
      onChange={(event) => onChange(withText(value, language, own, event.currentTarget.value))}
      {...more}
    />
  );
}
