// Every id by which the person is known, and the profiles that became part of this one.

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Profile } from "../../../api/types";
import { isRecord } from "../../../words/words";
import classes from "./Facts.module.css";
import { text } from "./row";

/** Devices shown until all are asked for. */
const SHOWN = 3;

export function Ids({ profile }: { profile: Profile }) {
  const [isWhole, setWhole] = useState(false);
  const devices = isWhole ? profile.anonymousIds : profile.anonymousIds.slice(0, SHOWN);
  const hidden = profile.anonymousIds.length - devices.length;
  const merged = profile.mergedFrom.map((from) =>
    isRecord(from) ? text(from.profile ?? from.id) : text(from),
  );
  return (
    <div className={classes.ids}>
      {profile.userId && <Id name={<Trans>User id</Trans>}>{profile.userId}</Id>}
      <Id name={<Trans>Profile</Trans>}>{profile.id}</Id>
      {devices.map((id) => (
        <Id key={id} name={<Trans>Device (anonymous id)</Trans>}>
          {id}
        </Id>
      ))}
      {hidden > 0 && (
        <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
          <Trans>Show {hidden} more devices</Trans>
        </Button>
      )}
      {merged.map(
        (id) =>
          id && (
            <Id key={id} name={<Trans>Became part of this profile</Trans>}>
              {id}
            </Id>
          ),
      )}
    </div>
  );
}

const Id = ({ name, children }: { name: ReactNode; children: string }) => (
  <div>
    <p className={classes.note}>{name}</p>
    <span className={classes.id}>{children}</span>
  </div>
);
