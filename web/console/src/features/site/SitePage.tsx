// The rules that hold for every campaign of this site. Each says in a sentence what it does.

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useSite } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { Page } from "../../ui/Page";
import { FormSkeleton } from "../../ui/Skeletons";
import { NameForm } from "./NameForm";
import { siteQuery } from "./queries";
import { SiteForm } from "./SiteForm";

export function SitePage() {
  const { t } = useLingui();
  const { name } = useSite();
  return (
    <Page
      title={t`Site`}
      lead={t`Rules of ${name} that hold for every campaign. They are in effect as soon as they are published.`}
    >
      <NameForm />
      <Answer query={useQuery(siteQuery)} skeleton={<FormSkeleton fields={8} />}>
        {(site) => <SiteForm key={site.version} site={site} />}
      </Answer>
    </Page>
  );
}
