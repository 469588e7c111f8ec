// What a moment looks like on the shop's page, as a small drawing. Decoration: the words beside it say the same.

import type { ReactNode } from "react";
import classes from "./SignalPicture.module.css";

export interface SignalPictureProps {
  /** A signal, `event` or `segment`. */
  signal: string;
  /** A number to be seen in it: seconds, percent, points, times. */
  value?: number | null;
}

export const SignalPicture = ({ signal, value = null }: SignalPictureProps) => (
  <svg className={classes.picture} viewBox="0 0 160 96" aria-hidden focusable={false}>
    {(DRAWINGS[signal] ?? DRAWINGS.event)?.(value)}
  </svg>
);

type Drawing = (value: number | null) => ReactNode;

/** A browser's window with its page. */
const Window = ({ children, isFaint = false }: { children?: ReactNode; isFaint?: boolean }) => (
  <g data-faint={isFaint || undefined}>
    <rect className={classes.paper} x="26" y="10" width="108" height="76" rx="6" />
    <path className={classes.line} d="M26 24 H134" />
    {[34, 41, 48].map((x) => (
      <circle key={x} className={classes.faintFill} cx={x} cy="17" r="2" />
    ))}
    {children}
  </g>
);

const Lines = ({ from = 34, to = 126, ys }: { from?: number; to?: number; ys: readonly number[] }) => (
  <>
    {ys.map((y, place) => (
      <path key={y} className={classes.words} d={`M${from} ${y} H${to - (place % 3) * 14}`} />
    ))}
  </>
);

const Pointer = ({ x, y }: { x: number; y: number }) => (
  <path
    className={classes.pointer}
    d={`M${x} ${y} l0 14 l3.6 -3.2 l2.6 5.6 l2.8 -1.3 l-2.6 -5.4 l4.8 -0.4 z`}
  />
);

/** A figure in a round mark. */
const Mark = ({ x, y, children }: { x: number; y: number; children: ReactNode }) => (
  <g>
    <circle className={classes.mark} cx={x} cy={y} r="15" />
    <text className={classes.figure} x={x} y={y + 4} textAnchor="middle">
      {children}
    </text>
  </g>
);

const Goods = ({ x, y }: { x: number; y: number }) => (
  <g>
    <rect className={classes.sunken} x={x} y={y} width="34" height="26" rx="3" />
    <path className={classes.words} d={`M${x} ${y + 33} H${x + 26}`} />
    <path className={classes.accent} d={`M${x} ${y + 40} H${x + 16}`} />
  </g>
);

const DRAWINGS: Record<string, Drawing> = {
  page_view: () => (
    <Window>
      <Lines ys={[36, 46, 56, 66, 76]} />
      <path className={classes.accent} d="M8 48 H20 M15 42 L21 48 L15 54" />
    </Window>
  ),
  dwell: (value) => (
    <>
      <Window>
        <Lines ys={[36, 46, 56, 66, 76]} />
      </Window>
      <Mark x={126} y={74}>
        {value ?? 30}
      </Mark>
      <path className={classes.accentFaint} d="M126 54 v-3 M123 51 h6" />
    </>
  ),
  scroll: (value) => {
    const y = 28 + (Math.min(100, Math.max(0, value ?? 50)) / 100) * 52;
    return (
      <>
        <Window>
          <Lines ys={[34, 42, 50, 58, 66, 74]} />
          <rect className={classes.accentSoft} x="27" y="25" width="106" height={y - 25} />
          <path className={classes.accentDashed} d={`M20 ${y} H140`} />
        </Window>
        <path
          className={classes.accent}
          d={`M148 34 V${Math.max(46, y)} M143.5 ${Math.max(41, y - 5)} L148 ${Math.max(46, y)} L152.5 ${Math.max(41, y - 5)}`}
        />
      </>
    );
  },
  element_visible: () => (
    <>
      <Window>
        <Lines ys={[34]} />
        <rect className={classes.sunken} x="46" y="42" width="68" height="30" rx="3" />
        <Lines ys={[80]} />
      </Window>
      <path className={classes.accent} d="M38 46 V36 H50 M110 36 H122 V46 M122 68 V78 H110 M50 78 H38 V68" />
    </>
  ),
  hesitation: () => (
    <>
      <Window>
        <Goods x={36} y={32} />
        <rect className={classes.button} x="92" y="60" width="32" height="12" rx="3" />
      </Window>
      <path className={classes.accentDashed} d="M64 74 C78 48 84 84 96 50 S112 86 106 58" />
      <Pointer x={106} y={56} />
    </>
  ),
  exit_intent: () => (
    <>
      <Window>
        <Lines ys={[36, 46, 56, 66, 76]} />
      </Window>
      <path className={classes.accentDashed} d="M84 66 C88 48 92 34 98 16" />
      <Pointer x={96} y={2} />
    </>
  ),
  idle: (value) => (
    <>
      <Window>
        <Lines ys={[36, 46, 56, 66, 76]} />
      </Window>
      <Pointer x={78} y={44} />
      <path className={classes.accentFaint} d="M98 44 h0.1 M106 44 h0.1 M114 44 h0.1" />
      <Mark x={126} y={74}>
        {value ?? 60}
      </Mark>
    </>
  ),
  return: () => (
    <>
      <g transform="translate(14 -2) scale(.86)">
        <Window isFaint />
      </g>
      <g transform="translate(-4 14) scale(.86)">
        <Window>
          <Lines ys={[38, 50, 62, 74]} />
        </Window>
      </g>
      <path className={classes.accent} d="M140 30 C154 44 150 66 126 68 M132 62 L125 68 L132 74" />
    </>
  ),
  product_pingpong: (value) => (
    <>
      <rect className={classes.paper} x="12" y="18" width="50" height="60" rx="6" />
      <Goods x={20} y={26} />
      <rect className={classes.paper} x="98" y="18" width="50" height="60" rx="6" />
      <Goods x={106} y={26} />
      <path className={classes.accent} d="M68 38 H91 M86 33 L92 38 L86 43 M92 58 H69 M74 53 L68 58 L74 63" />
      <text className={classes.small} x="80" y="52" textAnchor="middle">
        ×{value ?? 2}
      </text>
    </>
  ),
  price_copy: () => (
    <>
      <Window>
        <rect className={classes.sunken} x="36" y="32" width="36" height="30" rx="3" />
        <Lines from={80} ys={[36, 46]} />
        <rect className={classes.accentSoft} x="78" y="54" width="46" height="16" rx="2" />
        <text className={classes.figure} x="101" y="66" textAnchor="middle">
          ¥4,800
        </text>
      </Window>
      <path className={classes.accent} d="M120 76 h12 v12 h-12 z M125 76 v-5 h12 v12 h-5" />
    </>
  ),
  search_no_results: () => (
    <Window>
      <rect className={classes.sunken} x="36" y="32" width="88" height="14" rx="7" />
      <circle className={classes.accent} cx="114" cy="38.5" r="3.5" />
      <path className={classes.accent} d="M116.5 41 L119 43.5" />
      <text className={classes.big} x="80" y="74" textAnchor="middle">
        0
      </text>
    </Window>
  ),
  rage_click: (value) => (
    <>
      <Window>
        <Lines ys={[34, 42]} />
        <rect className={classes.button} x="58" y="56" width="44" height="16" rx="4" />
      </Window>
      {[7, 13, 19].map((r) => (
        <circle key={r} className={classes.accentFaint} cx="80" cy="64" r={r} />
      ))}
      <Pointer x={80} y={63} />
      <Mark x={126} y={74}>
        ×{value ?? 3}
      </Mark>
    </>
  ),
  form_trouble: () => (
    <Window>
      {[32, 50, 68].map((y) => (
        <rect
          key={y}
          className={classes.field}
          x="38"
          y={y}
          width="72"
          height="11"
          rx="3"
          data-wrong={y === 50 || undefined}
        />
      ))}
      <path className={classes.harm} d="M117 52 L123 59 M123 52 L117 59" />
      <path className={classes.words} d="M44 37.5 H70 M44 73.5 H62" />
    </Window>
  ),
  segment: () => (
    <>
      <circle className={classes.accentSoft} cx="92" cy="48" r="38" />
      <circle className={classes.accentDashed} cx="92" cy="48" r="38" fill="none" />
      {[
        [84, 40],
        [104, 58],
      ].map(([x = 0, y = 0]) => (
        <g key={x}>
          <circle className={classes.paper} cx={x} cy={y} r="6" />
          <path className={classes.line} d={`M${x - 9} ${y + 18} a9 9 0 0 1 18 0`} />
        </g>
      ))}
      <circle className={classes.accentFill} cx="24" cy="42" r="6" />
      <path className={classes.accent} d="M15 60 a9 9 0 0 1 18 0 M40 48 H60 M54 42 L60 48 L54 54" />
    </>
  ),
  custom: () => (
    <Window>
      <text className={classes.code} x="80" y="62" textAnchor="middle">
        {"{ … }"}
      </text>
    </Window>
  ),
  blank: () => (
    <Window>
      <path className={classes.accent} d="M80 42 V70 M66 56 H94" />
    </Window>
  ),
  copy: () => (
    <>
      <g transform="translate(26 0) scale(.8)">
        <Window isFaint />
      </g>
      <g transform="translate(2 18) scale(.8)">
        <Window>
          <Lines ys={[38, 50, 62, 74]} />
        </Window>
      </g>
    </>
  ),
  yaml: () => (
    <Window>
      <path className={classes.words} d="M36 36 H52 M44 46 H84 M44 56 H74 M36 66 H58 M44 76 H92" />
      <path className={classes.accent} d="M58 36 H72 M64 66 H82" />
    </Window>
  ),
  event: () => (
    <>
      <Window>
        <Goods x={36} y={32} />
        <Lines from={80} ys={[36, 46]} />
        <rect className={classes.button} x="80" y="58" width="40" height="14" rx="3" />
      </Window>
      <circle className={classes.accentFaint} cx="126" cy="30" r="12" />
      <circle className={classes.accentFill} cx="126" cy="30" r="5" />
    </>
  ),
};
