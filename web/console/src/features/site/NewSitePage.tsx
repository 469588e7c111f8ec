// Another shop for the same account. Afterwards its install guide follows.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useSession } from "../../app/session";
import { onlyWrong, useChecks } from "../../ui/checks";
import { EmptyState } from "../../ui/EmptyState";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { LinkButton } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { browserTimezone, CurrencyField, TimezoneField } from "../../ui/RegionFields";
import { useMakeSite } from "./queries";

type Values = Record<"name" | "timezone" | "currency" | "locale", string>;

export const NewSitePage = () => (
  <main>
    <NewSite />
  </main>
);

function NewSite() {
  const { t } = useLingui();
  const { may_create_sites, sites } = useSession();
  const back = sites.length > 0 ? { back: { to: "/", label: t`Home` } } : {};
  if (!may_create_sites) {
    const isNowhere = sites.length === 0;
    return (
      <Page title={isNowhere ? t`No site yet` : t`Add a site`} width="narrow" {...back}>
        <EmptyState title={isNowhere ? t`You are not a member of any site` : t`You may not add a site`}>
          {isNowhere ? (
            <Trans>Ask an owner for an invitation and open its link in this browser.</Trans>
          ) : (
            <Trans>Ask an owner of one of your sites to add it and to invite you.</Trans>
          )}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={t`Add a site`}
      lead={t`One site is one shop, with its own visitors, campaigns and members.`}
      width="narrow"
      {...back}
    >
      <NewSiteForm canLeave={sites.length > 0} />
    </Page>
  );
}

function NewSiteForm({ canLeave }: { canLeave: boolean }) {
  const { t, i18n } = useLingui();
  const { needed } = useChecks();
  const make = useMakeSite();
  const fields = useFields<Values>(
    { name: "", timezone: browserTimezone(), currency: "JPY", locale: i18n.locale },
    ({ name }) => onlyWrong({ name: needed(name) }),
  );
  const send = (site: Values) =>
    make.mutate(
      { ...site, name: site.name.trim() },
      // Loaded anew: nothing of another shop may be left in this tab.
      { onSuccess: ({ id }) => window.location.assign(`/console/install?site=${encodeURIComponent(id)}`) },
    );
  return (
    <Form
      onSubmit={fields.onSubmit(send)}
      problem={make.error}
      actions={
        <>
          <Button type="submit" loading={make.isPending || make.isSuccess}>
            <Trans>Make the site</Trans>
          </Button>
          {canLeave && (
            <LinkButton to="/" variant="default">
              <Trans>Cancel</Trans>
            </LinkButton>
          )}
        </>
      }
    >
      <TextInput label={t`Name of the shop`} autoComplete="organization" {...fields.text("name")} />
      <TimezoneField value={fields.values.timezone} onChange={(zone) => fields.set("timezone", zone)} />
      <CurrencyField
        value={fields.values.currency}
        onChange={(currency) => fields.set("currency", currency)}
      />
    </Form>
  );
}
