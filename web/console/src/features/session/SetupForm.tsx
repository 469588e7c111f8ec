import { Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import type { NewSetup } from "../../api/types";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { browserTimezone, CurrencyField, TimezoneField } from "../../ui/RegionFields";
import type { FormProps } from "./PasswordForm";
import { PersonFields } from "./PersonFields";
import classes from "./session.module.css";

interface Values {
  code: string;
  name: string;
  email: string;
  password: string;
  shop: string;
  timezone: string;
  currency: string;
}

export function SetupForm(props: FormProps<NewSetup> & { code: string; needsSite: boolean }) {
  const { code, needsSite, problem, isSending, onSend } = props;
  const { t, i18n } = useLingui();
  const checks = useChecks();
  const empty = {
    code,
    name: "",
    email: "",
    password: "",
    shop: "",
    timezone: browserTimezone(),
    currency: "JPY",
  };
  const fields = useFields<Values>(empty, (values) =>
    onlyWrong({
      code: checks.needed(values.code),
      name: checks.needed(values.name),
      email: checks.email(values.email),
      password: checks.newPassword(values.password),
      shop: needsSite ? checks.needed(values.shop) : undefined,
    }),
  );
  const send = ({ shop, timezone, currency, ...person }: Values) => {
    const site = { name: shop.trim(), timezone, currency, locale: i18n.locale };
    onSend({
      ...person,
      code: person.code.trim(),
      email: person.email.trim(),
      ...(needsSite ? { site } : {}),
    });
  };
  return (
    <Form onSubmit={fields.onSubmit(send)} problem={problem}>
      <TextInput
        label={t`Set-up code`}
        description={t`The server printed it when it started. It proves that the server is yours.`}
        size="md"
        autoComplete="off"
        {...fields.text("code")}
      />
      <fieldset className={classes.group}>
        <legend>
          <Trans>You</Trans>
        </legend>
        <PersonFields text={fields.text} />
      </fieldset>
      {needsSite && (
        <fieldset className={classes.group}>
          <legend>
            <Trans>The shop</Trans>
          </legend>
          <TextInput
            label={t`Name of the shop`}
            size="md"
            autoComplete="organization"
            {...fields.text("shop")}
          />
          <div className={classes.pair}>
            <TimezoneField value={fields.values.timezone} onChange={(zone) => fields.set("timezone", zone)} />
            <CurrencyField value={fields.values.currency} onChange={(code) => fields.set("currency", code)} />
          </div>
        </fieldset>
      )}
      <Button type="submit" size="md" loading={isSending}>
        <Trans>Set up and go on</Trans>
      </Button>
    </Form>
  );
}
