// What stands in the way of a comparison: arms of the wrong size, and other campaigns that were shown more in one arm.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ArmSizes, Effect } from "../../../api/types";
import { Explained } from "../../../ui/Explain";
import { useFormat } from "../../../ui/manner";
import classes from "./Alarms.module.css";
import type { NamedArm } from "./armNames";

export function Alarms({ effect, arms }: { effect: Effect; arms: readonly NamedArm[] }) {
  const { t } = useLingui();
  const { assigned, decided } = effect.sizes;
  const isFaulty = decided.is_fault || assigned?.is_fault === true;
  return (
    <ul className={classes.alarms} aria-label={t`Whether it can be compared`}>
      {isFaulty ? (
        <Alarm isFaulty figure={<Explained figure="sizes" />}>
          <Trans>
            The arms do not have the share of visitors they should. Usually an arm fails to show on some
            pages, or slows them. Until that is mended, the figures below say nothing.
          </Trans>
          <ShareList sizes={decided.is_fault ? decided : (assigned ?? decided)} arms={arms} />
        </Alarm>
      ) : (
        <Alarm figure={<Explained figure="sizes" />}>
          <Trans>The arms have the share of visitors they should.</Trans>
        </Alarm>
      )}
      {effect.others_differ ? (
        <Alarm isFaulty figure={<Explained figure="other_shows" />}>
          <Trans>
            Other campaigns were shown more often in one arm than in another, by over 10 %. The difference
            holds what they did as well.
          </Trans>
        </Alarm>
      ) : (
        <Alarm figure={<Explained figure="other_shows" />}>
          <Trans>Other campaigns were shown about as often in every arm.</Trans>
        </Alarm>
      )}
    </ul>
  );
}

interface AlarmProps {
  isFaulty?: boolean;
  figure: ReactNode;
  children: ReactNode;
}

const Alarm = ({ isFaulty = false, figure, children }: AlarmProps) => (
  <li className={classes.alarm} data-faulty={isFaulty || undefined}>
    {isFaulty ? (
      <IconAlertTriangle className={classes.icon} size={18} aria-hidden />
    ) : (
      <IconCircleCheck className={classes.icon} size={18} aria-hidden />
    )}
    <div>
      <span className={classes.figure}>{figure}</span>
      {children}
    </div>
  </li>
);

function ShareList({ sizes, arms }: { sizes: ArmSizes; arms: readonly NamedArm[] }) {
  const { count, percent } = useFormat();
  const all = sizes.arms.reduce((sum, { visitors }) => sum + visitors, 0);
  const name = (key: string) => arms.find(({ effect }) => effect.arm === key)?.name ?? key;
  return (
    <ul className={classes.shares}>
      {sizes.arms.map(({ arm, expected, visitors }) => (
        <li key={arm}>
          <Trans>
            {name(arm)}: {percent(visitors / all)} instead of {percent(expected)} ({count(visitors)} visitors)
          </Trans>
        </li>
      ))}
    </ul>
  );
}
