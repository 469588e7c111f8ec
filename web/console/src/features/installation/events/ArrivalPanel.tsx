// One event as it came: what became of it and why, how to mend it, whose it is, and its JSON.

import { Trans, useLingui } from "@lingui/react/macro";
import type { Arrival } from "../../../api/types";
import { Code } from "../../../ui/CopyField";
import { Fact, FactList } from "../../../ui/FactList";
import { LinkText } from "../../../ui/Link";
import { SidePanel } from "../../../ui/SidePanel";
import { When } from "../../../ui/When";
import { reasonWords } from "../reasons";
import classes from "./Events.module.css";
import { Verdict } from "./Verdict";

export function ArrivalPanel({ arrival, close }: { arrival: Arrival | null; close: () => void }) {
  const { t } = useLingui();
  const title = arrival?.name ?? arrival?.type ?? t`Event`;
  return (
    <SidePanel isOpen={arrival !== null} onClose={close} title={title} width={620}>
      {arrival && <Details arrival={arrival} />}
    </SidePanel>
  );
}

function Details({ arrival }: { arrival: Arrival }) {
  const { t } = useLingui();
  const reason = arrival.reason ? reasonWords(arrival.reason) : null;
  return (
    <div className={classes.details}>
      <div className={classes.outcome}>
        <Verdict verdict={arrival.verdict} />
        {reason && <p className={classes.what}>{reason.what}</p>}
        {reason?.mend && (
          <p className={classes.mend}>
            <Trans>To mend it: {reason.mend}</Trans>
          </p>
        )}
      </div>
      <FactList>
        <Fact name={t`Arrived`}>
          <When at={arrival.at} />
        </Fact>
        <Fact name={t`Visitor`}>
          {arrival.anonymous_id ? (
            <LinkText to="/visitors/$id" params={{ id: arrival.anonymous_id }}>
              {arrival.anonymous_id}
            </LinkText>
          ) : (
            t`not named`
          )}
        </Fact>
        <Fact name={t`Message id`}>{arrival.message_id ?? "–"}</Fact>
        <Fact name={t`Came by`}>{arrival.via}</Fact>
      </FactList>
      {arrival.raw === null ? (
        <p className={classes.soft}>
          <Trans>The visitor did not agree to it, so what stood in it was not kept.</Trans>
        </p>
      ) : (
        <Code label={t`As it came`}>{written(arrival.raw)}</Code>
      )}
      {arrival.truncated && (
        <p className={classes.soft}>
          <Trans>It is larger than 8 KB and was shortened here; it was taken whole.</Trans>
        </p>
      )}
    </div>
  );
}

/** Cut events come as a text: the beginning of their JSON. */
const written = (raw: unknown): string => (typeof raw === "string" ? raw : JSON.stringify(raw, null, 2));
