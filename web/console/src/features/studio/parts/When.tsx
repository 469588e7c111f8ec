// いつ: the moment, as a picture to choose by; how strong it must be; and what must hold besides.

import { useLingui } from "@lingui/react/macro";
import fieldset from "../../../ui/fieldset.module.css";
import { isRecord } from "../../../words/words";
import { Condition } from "../fields/Condition";
import { EventField } from "../fields/EventField";
import { GROUPS, SIGNALS, signalNamed } from "../model/signals";
import { read, type Text, write } from "../model/text";
import { useProblems } from "../problems";
import { useStudio } from "../studio";
import { After } from "./After";
import classes from "./forms.module.css";
import { Locked } from "./Locked";
import { useGroupNames, useMomentWords } from "./moments";
import { Params } from "./Params";
import { PartFrame } from "./PartFrame";
import { SegmentFields } from "./SegmentFields";
import { SignalPicture } from "./SignalPicture";

/** The tile for what the shop's data calls an event. */
const EVENT = "event";
/** The tile for entering and leaving a segment. */
const SEGMENT = "segment";

export function When() {
  const { t } = useLingui();
  const { text, edit, vocabulary } = useStudio();
  const problems = useProblems("trigger.where");
  const { on, name, chosen } = triggerOf(text);
  const choose = (moment: string) =>
    edit((before) =>
      write(before, ["trigger"], {
        ...begun(moment),
        ...kept(before),
      }),
    );
  const begun = (moment: string) => {
    if (moment === EVENT)
      return { on: "event", name: on === "event" ? name : (vocabulary.events[0]?.name ?? "Product Viewed") };
    if (moment === SEGMENT) return { on: "segment_entered", name: vocabulary.segments[0]?.key ?? "" };
    return { on: "signal", name: moment };
  };
  return (
    <PartFrame
      part="when"
      isSaid={(path) => path.startsWith("trigger.where") || path.startsWith("trigger.params")}
    >
      <Locked>
        <div className={classes.beside}>
          <div className={classes.groups}>
            {GROUPS.map((group) => (
              <Moments key={group} group={group} chosen={chosen} choose={choose} />
            ))}
          </div>
          <div className={classes.aside} data-first>
            <Chosen />
          </div>
        </div>
        <After />
        <div className={classes.besides}>
          <h3 className={classes.heading}>{t`Only where this holds besides`}</h3>
          <p className={fieldset.small}>{t`For example on which page. Nothing here: everywhere.`}</p>
          <Condition
            at={["trigger", "where"]}
            label={t`What must hold at that moment`}
            value={read(text, ["trigger", "where"]) ?? {}}
            event={on === "event" ? name : null}
            whenEmpty={t`Nothing is asked yet: every such moment will do.`}
            problems={problems}
            onChange={(condition) => edit((before) => withWhere(before, condition), "trigger.where")}
          />
        </div>
      </Locked>
    </PartFrame>
  );
}

function triggerOf(text: Text) {
  const trigger = isRecord(text.trigger) ? text.trigger : {};
  const on = String(trigger.on ?? "");
  const name = String(trigger.name ?? "");
  const chosen = on === "event" ? EVENT : on.startsWith("segment") ? SEGMENT : name;
  return { on, name, chosen };
}

/** What was asked besides stays when another moment is chosen; how strong it must be does not. */
const kept = (text: Text) =>
  Object.fromEntries(
    ["where", "after"].flatMap((field) => {
      const said = read(text, ["trigger", field]);
      return said === undefined ? [] : [[field, said]];
    }),
  );

/** An empty condition is none. */
function withWhere(text: Text, condition: unknown): Text {
  const isEmpty = isRecord(condition) && Object.keys(condition).length === 0;
  return write(text, ["trigger", "where"], isEmpty ? undefined : condition);
}

interface MomentsProps {
  group: (typeof GROUPS)[number];
  chosen: string;
  choose: (moment: string) => void;
}

function Moments({ group, chosen, choose }: MomentsProps) {
  const names = useGroupNames();
  const moments = useMomentWords();
  const own = SIGNALS.filter((signal) => signal.group === group).map(({ name }) => name);
  const shown = group === "shop" ? [EVENT, SEGMENT, ...own] : own;
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>{names[group]}</legend>
      <div className={classes.moments}>
        {shown.map((moment) => (
          <label key={moment} className={classes.moment}>
            <input type="radio" name="moment" checked={chosen === moment} onChange={() => choose(moment)} />
            <SignalPicture signal={moment} />
            <span>{moments(moment).name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The chosen moment in full: what it means, and what can be set about it. */
function Chosen() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const moments = useMomentWords();
  const { on, name, chosen } = triggerOf(text);
  const signal = on === "signal" ? signalNamed(name) : undefined;
  const [first] = signal?.params ?? [];
  const said = first ? read(text, ["trigger", "params", first.name]) : null;
  if (chosen === "") return null;
  const { name: title, about } = moments(chosen);
  return (
    <div className={classes.chosen}>
      <SignalPicture signal={chosen} value={typeof said === "number" ? said : null} />
      <div className={classes.explained}>
        <h3 className={classes.heading}>{title}</h3>
        <p className={classes.soft}>{about}</p>
        {on === "event" && (
          <EventField
            label={t`Which event`}
            value={name}
            onChange={(event) => edit((before) => write(before, ["trigger", "name"], event), "trigger.name")}
          />
        )}
        {chosen === SEGMENT && <SegmentFields />}
        {signal && <Params signal={signal} />}
      </div>
    </div>
  );
}
