// The formats as small pictures of a page: where the message stands, and how much of the page it takes.

import { useLingui } from "@lingui/react/macro";
import { useId } from "react";
import { formatName } from "../../../words/formats";
import { KINDS, type Kind, kindOf, withKind } from "../step/kinds";
import { useDesigner } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";

export function KindPicker() {
  const { step, change, isDisabled } = useDesigner();
  const { t } = useLingui();
  const name = useId();
  const about: Record<Kind, string> = {
    corner: t`The usual one: asks without disturbing. On a phone a sheet at the foot.`,
    modal: t`Stops the visitor. Only for what must be read.`,
    bar: t`One line at the foot of the page, for notices.`,
    toast: t`A word that goes by itself.`,
    inline: t`Stands in the page as if it belonged there.`,
    fullscreen: t`Covers everything. Only when the visitor opened it.`,
    rewrite: t`Says something else in place of what the page says.`,
  };
  const now = kindOf(step);
  return (
    <fieldset className={classes.kinds} disabled={isDisabled}>
      <legend className={classes.label}>{t`Format`}</legend>
      <div className={classes.kindRow}>
        {KINDS.map((kind) => (
          <label key={kind} className={classes.kind} data-chosen={kind === now || undefined}>
            <input
              type="radio"
              name={name}
              value={kind}
              checked={kind === now}
              onChange={() => change(withKind(step, kind))}
            />
            <KindPicture kind={kind} />
            <span>{kind === "rewrite" ? t`Change of the page` : formatName(kind)}</span>
          </label>
        ))}
      </div>
      <p className={classes.about}>{about[now]}</p>
      <Findings path="format" />
    </fieldset>
  );
}

type Box = [x: number, y: number, width: number, height: number];
const MESSAGES: Record<Exclude<Kind, "rewrite">, Box> = {
  corner: [46, 28, 22, 16],
  modal: [22, 13, 28, 24],
  bar: [4, 38, 64, 6],
  toast: [44, 35, 24, 9],
  inline: [10, 18, 52, 12],
  fullscreen: [4, 4, 64, 40],
};

function KindPicture({ kind }: { kind: Kind }) {
  const veils = kind === "modal" || kind === "fullscreen";
  return (
    <svg className={classes.picture} viewBox="0 0 72 48" aria-hidden="true">
      <rect className={classes.sheet} x="4" y="4" width="64" height="40" rx="3" />
      <rect className={classes.bone} x="10" y="9" width="26" height="3" rx="1.5" />
      <rect className={classes.bone} x="10" y="15" width="52" height="2" rx="1" />
      <rect className={classes.bone} x="10" y="33" width="40" height="2" rx="1" />
      <rect className={classes.bone} x="10" y="38" width="46" height="2" rx="1" />
      {veils && <rect className={classes.veil} x="4" y="4" width="64" height="40" rx="3" />}
      {kind === "rewrite" ? (
        <>
          <rect className={classes.said} x="10" y="20" width="52" height="9" rx="2" />
          <path className={classes.pen} d="M40 31l3-1 9-9-2-2-9 9z" />
        </>
      ) : (
        <Message box={MESSAGES[kind]} />
      )}
    </svg>
  );
}

const Message = ({ box: [x, y, width, height] }: { box: Box }) => (
  <rect className={classes.said} x={x} y={y} width={width} height={height} rx="2.5" />
);
