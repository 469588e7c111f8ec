// Whether a user id has to be proved, and the secret to prove it with.

import { Trans, useLingui } from "@lingui/react/macro";
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../app/session";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { CopyField } from "../../ui/CopyField";
import fieldset from "../../ui/fieldset.module.css";
import { useNotify } from "../../ui/notify";
import { Section } from "../../ui/Page";
import { ShownOnce } from "../../ui/ShownOnce";
import { When } from "../../ui/When";
import { identityQuery, useMakeSecret } from "./queries";
import type { SiteFields } from "./SiteForm";
import classes from "./site.module.css";

export function IdentityFields({ fields: { values, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  return (
    <Section title={t`Who is logged in at the shop`}>
      <div className={classes.fields}>
        <Switch
          label={t`User ids have to be proved`}
          description={t`A page must send a proof with the user id that only the shop's server can make; otherwise a claim stays with the device. Needed before messages may show what is known of a person.`}
          checked={values.isVerified}
          onChange={(event) => set("isVerified", event.currentTarget.checked)}
          error={wrong.isVerified}
        />
        <Secret />
      </div>
    </Section>
  );
}

function Secret() {
  const { t } = useLingui();
  const { refused } = useNotify();
  const mayChange = useMay("settings");
  const identity = useQuery({ ...identityQuery, enabled: mayChange }).data;
  const make = useMakeSecret();
  if (!mayChange || !identity) return null;
  if (make.data) {
    return (
      <ShownOnce title={t`The secret is made`} onDone={() => make.reset()}>
        <p>
          <Trans>
            It is shown this once. Put it into the shop's server, never into a page: the proof is HMAC-SHA-256
            of the user id with this secret, in hexadecimal digits.
          </Trans>
        </p>
        <CopyField label={t`Secret for proofs`} value={make.data.secret} />
      </ShownOnce>
    );
  }
  return (
    <div className={fieldset.group}>
      <span className={fieldset.legend}>
        <Trans>Secret for proofs</Trans>
      </span>
      <span className={classes.description}>
        {identity.secret_since ? (
          <Trans>
            Made <When at={identity.secret_since} />.
          </Trans>
        ) : (
          <Trans>There is none yet.</Trans>
        )}{" "}
        {identity.previous_until && (
          <Trans>
            The one before holds until <When at={identity.previous_until} />.
          </Trans>
        )}
      </span>
      <ConfirmButton
        size="xs"
        className={fieldset.start}
        loading={make.isPending}
        confirm={t`Make a secret`}
        question={
          identity.has_secret ? (
            <Trans>
              Make a new secret? The present one goes on holding for a day, so that the shop's server can be
              changed over.
            </Trans>
          ) : (
            <Trans>Make a secret? It is shown once, here.</Trans>
          )
        }
        onConfirm={() => make.mutate(undefined, { onError: refused })}
      >
        {identity.has_secret ? <Trans>Make a new secret</Trans> : <Trans>Make a secret</Trans>}
      </ConfirmButton>
    </div>
  );
}
