import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { Member } from "../../api/types";
import { type Locale, locales } from "../../app/i18n";
import { languageNames, useLanguage } from "../../app/language";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { useNotify } from "../../ui/notify";
import classes from "./account.module.css";
import { useRename } from "./queries";

export function ProfileForm({ member }: { member: Member }) {
  const { t } = useLingui();
  const { needed } = useChecks();
  const { done, refused } = useNotify();
  const [locale, speakIn] = useLanguage();
  const rename = useRename();
  const fields = useFields({ name: member.name }, ({ name }) => onlyWrong({ name: needed(name) }));
  const send = ({ name }: { name: string }) =>
    rename.mutate(name.trim(), {
      onSuccess: () => {
        fields.reset({ name: name.trim() });
        done(t`Your name is saved.`);
      },
    });
  return (
    <Form onSubmit={fields.onSubmit(send)} problem={rename.error}>
      <TextInput label={t`E-mail address`} value={member.email} readOnly variant="filled" />
      <div className={classes.line}>
        <TextInput className={classes.grow} label={t`Name`} autoComplete="name" {...fields.text("name")} />
        <Button type="submit" variant="default" disabled={!fields.isChanged} loading={rename.isPending}>
          <Trans>Save the name</Trans>
        </Button>
      </div>
      <NativeSelect
        label={t`Language`}
        description={t`Changes at once, for you alone.`}
        value={locale}
        onChange={(event) => void speakIn(event.currentTarget.value as Locale).catch(refused)}
        data={locales.map((one) => ({ value: one, label: languageNames[one] }))}
      />
    </Form>
  );
}
