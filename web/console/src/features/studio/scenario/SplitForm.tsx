// A split: each way with its weight, what that makes of a hundred visitors, and where it leads.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import fieldset from "../../../ui/fieldset.module.css";
import { percentWords, shareLetter, shareOfWays } from "../../../words/steps";
import { Figure } from "../fields/Figure";
import { errorAt } from "../fields/problemsAt";
import { WaySelect } from "../fields/WaySelect";
import { listAt, waysOut } from "../model/scenario";
import { addWay, FEWEST_WAYS, inEqualShares, MOST_WAYS, removeWay } from "../model/split";
import { write } from "../model/text";
import type { FormProps } from "./StepPanel";
import classes from "./StepPanel.module.css";

export function SplitForm(props: FormProps) {
  const { t } = useLingui();
  const { step, change, problems } = props;
  const ways = listAt(step, "ways");
  const shares = shareOfWays(step);
  const isEqual = new Set(shares).size <= 1 && shares[0] !== 0;
  const wrong = errorAt(problems, "ways");
  return (
    <div className={classes.form}>
      <p className={fieldset.small}>
        <Trans>The way is drawn by lot, anew for each passage. To compare effects, use arms instead.</Trans>
      </p>
      <div className={classes.shares} aria-hidden>
        {shares.map((share, place) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a way has no name but its place
            key={place}
            style={{ flexGrow: share, background: `var(--kz-arm-${place % 6})` }}
          />
        ))}
      </div>
      {ways.map((_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a way has no name but its place
        <Share key={place} {...props} place={place} />
      ))}
      {wrong && (
        <p className={fieldset.wrong} role="alert">
          {wrong}
        </p>
      )}
      <div className={classes.acts}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={ways.length >= MOST_WAYS}
          title={ways.length >= MOST_WAYS ? t`At most ${MOST_WAYS} ways` : undefined}
          onClick={() => change(addWay(step), null)}
        >
          <Trans>Add a way</Trans>
        </Button>
        {!isEqual && ways.length > 0 && (
          <Button variant="subtle" size="xs" onClick={() => change(inEqualShares(step), null)}>
            <Trans>Equal shares</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}

function Share({ place, ...props }: FormProps & { place: number }) {
  const { t } = useLingui();
  const { step, change, problems } = props;
  const ways = listAt(step, "ways");
  const letter = shareLetter(place);
  const share = percentWords(shareOfWays(step)[place] ?? 0);
  const way = waysOut(step).find((one) => one.kind === "share" && one.place === place);
  const weight = ways[place]?.weight ?? 1;
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>
        <span className={classes.labelled}>
          <span className={classes.shareName}>
            <span
              className={classes.swatch}
              style={{ background: `var(--kz-arm-${place % 6})` }}
              aria-hidden
            />
            <span>{letter}</span>
            <span className={classes.share}>{share}</span>
          </span>
          <ActionIcon
            aria-label={t`Take way ${letter} out`}
            disabled={ways.length <= FEWEST_WAYS}
            onClick={() => change(removeWay(step, place), null)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </span>
      </legend>
      <div className={classes.weighed}>
        <Figure
          size="xs"
          label={t({ message: "Weight", context: "of a way" })}
          aria-label={t`Weight of way ${letter}`}
          min={0}
          decimalScale={2}
          value={typeof weight === "number" ? weight : 0}
          error={errorAt(problems, `ways[${place}].weight`)}
          onChange={(value) => change(write(step, ["ways", place, "weight"], value), `ways ${place}`)}
        />
        {way && <WaySelect {...props} way={way} error={errorAt(problems, `ways[${place}].next`)} />}
      </div>
    </fieldset>
  );
}
