import { useLingui } from "@lingui/react/macro";
import { PasswordInput, TextInput } from "@mantine/core";
import type { FieldProps } from "../../ui/fields";

/** Who somebody is: for the first owner and for whoever was invited. */
export function PersonFields({
  text,
  isEmailFixed = false,
}: {
  text: (name: "name" | "email" | "password") => FieldProps;
  isEmailFixed?: boolean;
}) {
  const { t } = useLingui();
  return (
    <>
      <TextInput label={t`Your name`} size="md" autoComplete="name" {...text("name")} />
      <TextInput
        label={t`E-mail address`}
        type="email"
        size="md"
        autoComplete="username"
        readOnly={isEmailFixed}
        {...text("email")}
      />
      <NewPasswordField {...text("password")} />
    </>
  );
}

export function NewPasswordField(field: FieldProps) {
  const { t } = useLingui();
  return (
    <PasswordInput
      label={t`Password`}
      description={t`At least 10 characters. A few words in a row are easy to keep and hard to guess.`}
      size="md"
      autoComplete="new-password"
      visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
      {...field}
    />
  );
}
