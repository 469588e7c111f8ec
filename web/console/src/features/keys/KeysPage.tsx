// Keys with which programs of the shop speak with Kizukai. A secret is shown once, when it is made.

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { Key } from "../../api/types";
import { useSite } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { CopyField } from "../../ui/CopyField";
import { Item } from "../../ui/Item";
import { useNotify } from "../../ui/notify";
import { Page, Section } from "../../ui/Page";
import { TableSkeleton } from "../../ui/Skeletons";
import { Tag } from "../../ui/StatusBadge";
import { When } from "../../ui/When";
import classes from "./keys.module.css";
import { kindNames } from "./kinds";
import { MakeKey } from "./MakeKey";
import { apiKeysQuery } from "./queries";

const rowHeight = 60;

export function KeysPage() {
  const { t } = useLingui();
  const { write_key } = useSite();
  const list = useQuery(apiKeysQuery);
  return (
    <Page
      title={t`API keys`}
      lead={t`For programs of the shop that speak with Kizukai, never for a page that visitors see.`}
    >
      <Answer query={list} skeleton={<TableSkeleton rows={2} rowHeight={rowHeight} />}>
        {(answer) => (
          <ul>
            {answer.keys.map((key) => (
              <Row key={key.id} apiKey={key} isLast={isLastApiKey(answer.keys)} />
            ))}
          </ul>
        )}
      </Answer>
      <Section title={t`Make a key`}>
        <MakeKey />
      </Section>
      <Section
        title={t`Write key of the tag`}
        lead={t`Not a secret: it stands in the shop's pages and can only bring events in.`}
      >
        <div className={classes.field}>
          <CopyField label={t`Write key`} value={write_key} />
        </div>
      </Section>
    </Page>
  );
}

/** The server refuses to remove it: nobody could speak with this site any more. */
const isLastApiKey = (all: readonly Key[]) => all.filter(({ kind }) => kind === "api").length === 1;

function Row({ apiKey, isLast }: { apiKey: Key; isLast: boolean }) {
  const { t, i18n } = useLingui();
  const answers = useQueryClient();
  const { refused, done } = useNotify();
  const label = apiKey.label || t`without a name`;
  const remove = useMutation({
    mutationFn: () => api.delete("/api/keys/{id}", { path: { id: apiKey.id } }),
    onSuccess: () => done(t`Removed: ${label}`),
    onError: refused,
    onSettled: () => answers.invalidateQueries({ queryKey: keys.apiKeys }),
  });
  return (
    <Item
      name={
        <>
          {label} <Tag>{i18n._(kindNames[apiKey.kind].name)}</Tag>
        </>
      }
      note={
        <Trans>
          Made <When at={apiKey.created_at} />
        </Trans>
      }
    >
      {!(isLast && apiKey.kind === "api") && (
        <ConfirmButton
          size="compact-xs"
          variant="subtle"
          color="gray"
          loading={remove.isPending}
          aria-label={t`Remove ${label}`}
          confirm={t`Remove the key`}
          question={<Trans>Remove the key “{label}”? Programs that use it are refused from then on.</Trans>}
          onConfirm={() => remove.mutate()}
        >
          <Trans>Remove the key</Trans>
        </ConfirmButton>
      )}
    </Item>
  );
}
