// One version beside another: in words, then as text; and the way back to it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select } from "@mantine/core";
import { useState } from "react";
import type { Version } from "../../../api/types";
import { useMay } from "../../../app/session";
import { SidePanel } from "../../../ui/SidePanel";
import { When } from "../../../ui/When";
import { Differences } from "../../../words/text/Differences";
import type { PublishedCampaign } from "../queries";
import classes from "./History.module.css";
import { RollBack } from "./RollBack";
import { TextDifference } from "./TextDifference";

export interface ComparePanelProps {
  campaign: PublishedCampaign;
  versions: Version[];
  /** The later side; none: the panel is closed. */
  version: Version | null;
  close: () => void;
}

export function ComparePanel({ version, close, ...rest }: ComparePanelProps) {
  const { t } = useLingui();
  const number = version?.version ?? 0;
  return (
    <SidePanel isOpen={version !== null} onClose={close} title={t`Version ${number}`} width={760}>
      {version && <Comparison key={number} version={version} close={close} {...rest} />}
    </SidePanel>
  );
}

function Comparison({ campaign, versions, version, close }: ComparePanelProps & { version: Version }) {
  const { t } = useLingui();
  const mayPublish = useMay("publish");
  const [isText, setText] = useState(false);
  const isPresent = version.version === campaign.version;
  const others = versions.filter((one) => one.version !== version.version);
  const [chosen, setChosen] = useState<string | null>(null);
  const before =
    others.find((one) => String(one.version) === chosen) ??
    others.find((one) => one.version < version.version) ??
    others[0];
  return (
    <div className={classes.comparison}>
      <p className={classes.soft}>
        <Trans>
          Published <When at={version.published_at} />
        </Trans>
        {version.by && <span className={classes.by}>{version.by}</span>}
      </p>
      {before ? (
        <>
          <Select
            label={t`Compared with`}
            size="xs"
            w={240}
            allowDeselect={false}
            data={others.map((one) => ({ value: String(one.version), label: t`Version ${one.version}` }))}
            value={String(before.version)}
            onChange={setChosen}
          />
          <Differences before={before.text} after={version.text} />
          <div>
            <Button variant="subtle" size="xs" aria-expanded={isText} onClick={() => setText(!isText)}>
              {isText ? <Trans>Hide the text</Trans> : <Trans>Show the text line by line</Trans>}
            </Button>
          </div>
          {isText && <TextDifference before={before.text} after={version.text} />}
        </>
      ) : (
        <p className={classes.soft}>
          <Trans>This is the only version so far.</Trans>
        </p>
      )}
      {mayPublish && !isPresent && <RollBack campaign={campaign} version={version} done={close} />}
    </div>
  );
}
