// Name, state and what can be done with the whole: back and forth, look, publish.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconChevronLeft } from "@tabler/icons-react";
import { LinkText } from "../../ui/Link";
import page from "../../ui/Page.module.css";
import { StatusBadge } from "../../ui/StatusBadge";
import { KeyField } from "./life/KeyField";
import type { Keeper, Standing, View } from "./life/keeper";
import { More } from "./life/More";
import { Publish } from "./life/Publish";
import { OthersLine } from "./life/presence";
import { SavedState } from "./life/SavedState";
import { ShopPreview } from "./life/ShopPreview";
import { write } from "./model/text";
import { useFieldError } from "./problems";
import { useStudio } from "./studio";
import classes from "./Workshop.module.css";

export interface HeaderProps {
  keeper: Keeper;
  view: View;
  site: string;
  /** How often a part has asked for publishing. */
  asked: number;
}

export function StudioHeader(props: HeaderProps) {
  const { t } = useLingui();
  const { keeper, view } = props;
  const { campaign, isLive, mayEdit } = useStudio();
  const { history, standing } = view;
  return (
    <header className={classes.header}>
      <LinkText
        to={isLive ? "/campaigns/$key" : "/campaigns"}
        params={isLive ? { key: campaign } : {}}
        className={page.back}
      >
        <IconChevronLeft size={16} aria-hidden />
        {isLive ? <Trans>The campaign as it is live</Trans> : <Trans>Campaigns</Trans>}
      </LinkText>
      <div className={page.row}>
        <div className={classes.titles}>
          <NameField />
          <LiveBadge {...standing} />
        </div>
        <div className={page.actions}>
          <div className={classes.tools}>
            <ActionIcon
              size="lg"
              className={classes.quiet}
              aria-label={t`Undo`}
              disabled={history.past.length === 0}
              onClick={keeper.undo}
            >
              <IconArrowBackUp size={20} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="lg"
              className={classes.quiet}
              aria-label={t`Redo`}
              disabled={history.future.length === 0}
              onClick={keeper.redo}
            >
              <IconArrowForwardUp size={20} aria-hidden />
            </ActionIcon>
            <More {...props} />
          </div>
          {mayEdit && <ShopPreview keeper={keeper} />}
          {mayEdit && <Publish {...props} />}
        </div>
      </div>
      <div className={classes.state}>
        {mayEdit ? (
          <SavedState saving={view.saving} hasDraft={standing.revision > 0} retry={keeper.again} />
        ) : (
          <span>
            <Trans>Your role looks on: nothing can be changed here.</Trans>
          </span>
        )}
        <KeyField {...props} />
        <OthersLine />
      </div>
    </header>
  );
}

/** The heading is the field: a name is changed where it stands. */
function NameField() {
  const { t } = useLingui();
  const { text, edit, mayEdit } = useStudio();
  const error = useFieldError("name");
  const name = typeof text.name === "string" ? text.name : "";
  return (
    <h1 className={classes.title} id="page-title" tabIndex={-1}>
      {/* As wide as its text: a copy of it, unseen, takes the room. */}
      <span className={classes.sizer} aria-hidden>
        {name || t`Name it`}
      </span>
      <input
        className={classes.name}
        aria-label={t`Name of the campaign`}
        aria-invalid={error ? true : undefined}
        placeholder={t`Name it`}
        readOnly={!mayEdit}
        value={name}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          edit((before) => write(before, ["name"], typed), "name");
        }}
      />
    </h1>
  );
}

function LiveBadge({ live_version: live, base_version: base, revision }: Standing) {
  if (live === 0) {
    return (
      <StatusBadge tone="unknown">
        <Trans>Draft, not published</Trans>
      </StatusBadge>
    );
  }
  return revision > 0 ? (
    <StatusBadge tone="accent">
      <Trans>Draft over version {base}</Trans>
    </StatusBadge>
  ) : (
    <StatusBadge tone="good">
      <Trans>As version {live} is live</Trans>
    </StatusBadge>
  );
}
