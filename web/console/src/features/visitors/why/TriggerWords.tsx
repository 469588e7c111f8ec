// The moment a campaign waits for, in words.

import { useQuery } from "@tanstack/react-query";
import { campaignTexts } from "../../../api/published";
import { type Trigger, triggerLine } from "../../../words/trigger";
import { useWords } from "../../../words/useWords";
import { isRecord } from "../../../words/words";
import classes from "./why.module.css";

export function TriggerWords({ campaign }: { campaign: string }) {
  const words = useWords();
  const texts = useQuery(campaignTexts).data;
  const text = texts?.texts.find((one) => one.key === campaign)?.text;
  if (!isRecord(text) || !isRecord(text.trigger)) return null;
  const { on, name, params, where } = text.trigger;
  const trigger: Trigger = {
    on: String(on),
    name: String(name),
    params: isRecord(params) ? params : {},
    where,
  };
  return <p className={classes.note}>{triggerLine(words, trigger)}</p>;
}
