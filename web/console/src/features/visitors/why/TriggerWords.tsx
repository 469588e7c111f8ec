// The moment a campaign waits for, in words.

import { useQuery } from "@tanstack/react-query";
import { campaignTexts } from "../../../api/published";
import { triggerIn, triggerLine } from "../../../words/trigger";
import { useWords } from "../../../words/useWords";
import { isRecord } from "../../../words/words";
import classes from "./why.module.css";

export function TriggerWords({ campaign }: { campaign: string }) {
  const words = useWords();
  const texts = useQuery(campaignTexts).data;
  const text = texts?.texts.find((one) => one.key === campaign)?.text;
  const trigger = isRecord(text) ? triggerIn(text.trigger) : null;
  if (!trigger) return null;
  return <p className={classes.note}>{triggerLine(words, trigger)}</p>;
}
