// One event as it came, for those who want to see every property.

import { useLingui } from "@lingui/react/macro";
import { Code } from "../../../ui/CopyField";
import { SidePanel } from "../../../ui/SidePanel";
import { When } from "../../../ui/When";
import { useWords } from "../../../words/useWords";
import { actOf } from "./acts";
import type { Dialogues } from "./dialogueActs";
import classes from "./EventPanel.module.css";
import type { HistoryRow } from "./row";

export interface EventPanelProps {
  row: HistoryRow | null;
  dialogues: Dialogues;
  onClose: () => void;
}

export function EventPanel({ row, dialogues, onClose }: EventPanelProps) {
  const { t } = useLingui();
  const words = useWords();
  const act = row && actOf(words, row, dialogues);
  return (
    <SidePanel isOpen={row !== null} onClose={onClose} title={act?.text ?? ""}>
      {row && (
        <>
          <p className={classes.when}>
            <When at={row.timestamp} />
            {act?.note && ` · ${act.note}`}
          </p>
          <Code label={row.event ?? row.name ?? row.type}>{JSON.stringify(row, null, 2)}</Code>
          <p className={classes.when}>
            {t`Event id`}: {row.messageId}
          </p>
        </>
      )}
    </SidePanel>
  );
}
