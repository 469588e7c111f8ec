// Makes a link that lets one person in.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { MadeInvitation, Role } from "../../api/types";
import { CopyField } from "../../ui/CopyField";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { ShownOnce } from "../../ui/ShownOnce";
import { roles, useRoleNames } from "../../words/roles";
import classes from "./members.module.css";
import { useInvite } from "./queries";

interface Values {
  role: Role;
  email: string;
}

const linkOf = (token: string) => `${window.location.origin}/console/invitation/${token}`;

export function Invite() {
  const { t } = useLingui();
  const names = useRoleNames();
  const { email: looksRight } = useChecks();
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const invite = useInvite();
  const fields = useFields<Values>({ role: "editor", email: "" }, ({ email }) =>
    onlyWrong({ email: email.trim() === "" ? undefined : looksRight(email) }),
  );
  const send = ({ role, email }: Values) =>
    invite.mutate(
      { role, email: email.trim() || null },
      {
        onSuccess: (invitation) => {
          setMade(invitation);
          fields.reset({ role, email: "" });
        },
      },
    );
  if (made) {
    const role = names[made.role].name;
    return (
      <ShownOnce title={t`The link is made`} onDone={() => setMade(null)}>
        <p>
          {made.email ? (
            <Trans>
              For {made.email} as {role}. It is shown this once: copy it now and send it.
            </Trans>
          ) : (
            <Trans>
              For whoever opens it first, as {role}. It is shown this once: copy it now and send it.
            </Trans>
          )}
        </p>
        <CopyField label={t`Invitation link`} value={linkOf(made.token)} />
      </ShownOnce>
    );
  }
  return (
    <Form onSubmit={fields.onSubmit(send)} problem={invite.error}>
      <div className={classes.line}>
        <NativeSelect
          label={t`Role`}
          value={fields.values.role}
          onChange={(event) => fields.set("role", event.currentTarget.value as Role)}
          data={roles.map((role) => ({ value: role, label: names[role].name }))}
        />
        <TextInput
          className={classes.grow}
          label={t`E-mail address (may be left out)`}
          type="email"
          autoComplete="off"
          {...fields.text("email")}
        />
        <Button type="submit" loading={invite.isPending}>
          <Trans>Make a link</Trans>
        </Button>
      </div>
      <p className={classes.note}>{names[fields.values.role].may}</p>
    </Form>
  );
}
