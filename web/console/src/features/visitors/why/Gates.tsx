// The gates as a vertical line of steps. The first that failed is open and says what was asked and what was found.

import { Trans, useLingui } from "@lingui/react/macro";
import { UnstyledButton } from "@mantine/core";
import { IconCheck, IconClock, IconMinus, IconX } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { Gate, WhyGate, WhyItem } from "../../../api/types";
import { LinkText } from "../../../ui/Link";
import { gateName } from "../../../words/decision";
import { useWords } from "../../../words/useWords";
import { whyWords } from "../../../words/why";
import { AudienceLines } from "./AudienceLines";
import { TriggerWords } from "./TriggerWords";
import classes from "./why.module.css";

export function Gates({ item }: { item: WhyItem }) {
  const { t } = useLingui();
  const failed = item.gates.find((gate) => gate.state === "failed")?.gate ?? null;
  return (
    <ol aria-label={t`The gates in their order`}>
      {item.gates.map((gate) => (
        <GateStep
          key={gate.gate}
          gate={gate}
          isOpenAtFirst={gate.gate === failed || (failed === null && gate.state === "waits")}
        >
          {detailOf(item, gate, failed)}
        </GateStep>
      ))}
    </ol>
  );
}

/** What a gate has to say; null where its name says it all. */
function detailOf(item: WhyItem, { gate, state }: WhyGate, failed: Gate | null): ReactNode {
  if (state === "not_asked") return null;
  const reason = gate === failed ? <Reason item={item} /> : null;
  if (gate === "audience") {
    return (
      <>
        {item.code !== "audience" && reason}
        <AudienceLines item={item} />
      </>
    );
  }
  if (gate === "trigger") {
    return (
      <>
        {reason}
        <TriggerWords campaign={item.campaign} />
      </>
    );
  }
  return reason;
}

function Reason({ item }: { item: WhyItem }) {
  const words = useWords();
  return (
    <>
      <p>{whyWords(words, item)}</p>
      {item.holder && item.holder !== item.campaign && (
        <p className={classes.note}>
          <LinkText to="/campaigns/$key" params={{ key: item.holder }}>
            {words.campaign(item.holder)}
          </LinkText>
        </p>
      )}
    </>
  );
}

function GateStep({
  gate,
  isOpenAtFirst,
  children,
}: {
  gate: WhyGate;
  isOpenAtFirst: boolean;
  children: ReactNode;
}) {
  const words = useWords();
  const detailId = useId();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const head = (
    <>
      <GateMark state={gate.state} />
      <span className={classes.gateName}>{gateName(words, gate.gate)}</span>
      <span className={classes.gateState}>
        <StateWords state={gate.state} />
      </span>
    </>
  );
  return (
    <li className={classes.gate} data-state={gate.state}>
      {children === null ? (
        <div className={classes.gateHead}>{head}</div>
      ) : (
        <UnstyledButton
          className={classes.gateHead}
          aria-expanded={isOpen}
          aria-controls={detailId}
          onClick={() => setOpen(!isOpen)}
        >
          {head}
        </UnstyledButton>
      )}
      {children !== null && (
        <div id={detailId} className={classes.detail} hidden={!isOpen}>
          {children}
        </div>
      )}
    </li>
  );
}

const MARKS = { passed: IconCheck, failed: IconX, waits: IconClock, not_asked: IconMinus };

function GateMark({ state }: { state: WhyGate["state"] }) {
  const Icon = MARKS[state];
  return (
    <span className={classes.mark} aria-hidden>
      <Icon size={14} stroke={2.2} />
    </span>
  );
}

function StateWords({ state }: { state: WhyGate["state"] }) {
  switch (state) {
    case "passed":
      return <Trans>passes</Trans>;
    case "failed":
      return <Trans>stands in the way</Trans>;
    case "waits":
      return <Trans>waits</Trans>;
    case "not_asked":
      return <Trans>not asked</Trans>;
  }
}
