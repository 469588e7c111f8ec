// How the tag gets onto the shop's pages, platform by platform, and beside it a check that says what arrives.

import { Trans, useLingui } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import { usePageSearch } from "../../app/search";
import { useMay, useSite } from "../../app/session";
import { Code } from "../../ui/CopyField";
import { LinkButton } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { BlockSkeleton, TableSkeleton } from "../../ui/Skeletons";
import classes from "./InstallPage.module.css";
import { LiveCheck } from "./LiveCheck";
import { installSteps, PLATFORMS, type Platform, platformName } from "./platforms/platforms";
import { useInstallation } from "./queries";

export function InstallPage() {
  const { t } = useLingui();
  const maySeeEvents = useMay("people");
  const installation = useInstallation();
  return (
    <Page
      title={t`Installation`}
      lead={t`Put the tag onto your shop’s pages, and see here at once what arrives.`}
      actions={
        maySeeEvents && (
          <LinkButton to="/install/events" variant="default">
            <Trans>Watch events arrive</Trans>
          </LinkButton>
        )
      }
    >
      {installation.isLoading ? (
        <InstallSkeleton />
      ) : (
        <div className={classes.columns}>
          <Guide />
          <LiveCheck installation={installation} />
        </div>
      )}
    </Page>
  );
}

const InstallSkeleton = () => (
  <div className={classes.columns}>
    <BlockSkeleton height={480} />
    <TableSkeleton rows={12} rowHeight={36} />
  </div>
);

/** The guide for one platform; which one stands in the address. */
function Guide() {
  const { t } = useLingui();
  const [search, setSearch] = usePageSearch();
  const platform = PLATFORMS.find((one) => one === search.platform) ?? "html";
  return (
    <section className={classes.guide} aria-label={t`Guide`}>
      <Tabs
        value={platform}
        onChange={(chosen) => setSearch({ platform: chosen ?? undefined })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t`Platform`} className={classes.tabs}>
          {PLATFORMS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {platformName(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PLATFORMS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <Steps platform={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function Steps({ platform }: { platform: Platform }) {
  const { write_key: writeKey } = useSite();
  const steps = installSteps(platform, { origin: window.location.origin, writeKey });
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.title} className={classes.step}>
          <h2 className={classes.stepTitle}>{step.title}</h2>
          <p className={classes.stepText}>{step.text}</p>
          {step.code && (
            <Code label={step.code.label} maxHeight={320}>
              {step.code.text}
            </Code>
          )}
        </li>
      ))}
    </ol>
  );
}
