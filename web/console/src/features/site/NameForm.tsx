// What people call the shop. It stands beside the settings: nothing that visitors get changes with it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useMay, useSite } from "../../app/session";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { useNotify } from "../../ui/notify";
import { useRenameSite } from "./queries";

export function NameForm() {
  const { t } = useLingui();
  const { needed } = useChecks();
  const { done } = useNotify();
  const mayChange = useMay("settings");
  const fields = useFields({ name: useSite().name }, ({ name }) => onlyWrong({ name: needed(name) }));
  const rename = useRenameSite((kept) => {
    fields.reset(kept);
    done(t`The name is saved.`);
  });
  const send = ({ name }: { name: string }) => rename.mutate(name);
  return (
    <Form
      onSubmit={fields.onSubmit(send)}
      problem={rename.error}
      actions={
        mayChange && (
          <Button type="submit" variant="default" disabled={!fields.isChanged} loading={rename.isPending}>
            <Trans>Save the name</Trans>
          </Button>
        )
      }
    >
      <TextInput
        label={t`Name of the shop`}
        description={t`Members see it here and in invitations; visitors do not.`}
        autoComplete="organization"
        maxLength={100}
        readOnly={!mayChange}
        {...fields.text("name")}
      />
    </Form>
  );
}
