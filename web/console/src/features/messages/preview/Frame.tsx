// The page of the preview: the tag's own document in a frame of this origin, as wide as a phone or a desk's screen, scaled to
// the room there is. What is shown in it is drawn by the file that shops load.

import { useElementSize } from "@mantine/hooks";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Asked, PreviewedStep, Told } from "../../../../../tag/src/preview/protocol";
import classes from "./preview.module.css";

export type Screen = "phone" | "desktop";
export type Scheme = "light" | "dark";
export type Manner = Extract<Asked, { kizukai: "show" }>["manner"];
export type Answered = Extract<Told, { kizukai: "answer" | "close" }>;

const SIZES: Record<Screen, { width: number; height: number }> = {
  phone: { width: 375, height: 667 },
  desktop: { width: 1280, height: 800 },
};

/** Of the frame, left and right (preview.module.css). */
const BORDERS_PX = 2;

export interface FrameProps {
  /** What screen readers call it. */
  title: string;
  screen: Screen;
  scheme: Scheme;
  step: PreviewedStep | null;
  /** Where the shop's relative addresses begin. */
  base?: string | undefined;
  /** The next step comes so; changes of the same step just stand there. */
  manner: Manner;
  /** Another number shows it once more. */
  round: number;
  onAnswer: (answered: Answered) => void;
  frame: RefObject<HTMLIFrameElement | null>;
}

export function Frame({ title, screen, scheme, step, base, manner, round, onAnswer, frame }: FrameProps) {
  const { width, height } = SIZES[screen];
  const room = useElementSize();
  const scale = room.width > 0 ? Math.min(1, (room.width - BORDERS_PX) / width) : 0;
  const isReady = useTold(frame, onAnswer);
  const ask = useCallback(
    (message: Asked) => frame.current?.contentWindow?.postMessage(message, location.origin),
    [frame],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round or screen shows it again
  useEffect(() => {
    if (isReady) ask({ kizukai: "show", step, scheme, manner, base });
  }, [isReady, ask, step, scheme, base, manner, round, screen]);
  return (
    <div ref={room.ref} className={classes.room} data-screen={screen}>
      <div className={classes.screen} style={{ width: width * scale, height: height * scale }}>
        <iframe
          ref={frame}
          className={classes.frame}
          title={title}
          src="/tag/preview.html"
          // Who goes through the page by keyboard enters it on purpose, by a button.
          tabIndex={-1}
          style={{ width, height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  );
}

/** Whether the preview has said that it is there. */
function useTold(
  frame: RefObject<HTMLIFrameElement | null>,
  onAnswer: (answered: Answered) => void,
): boolean {
  const [isReady, setReady] = useState(false);
  const tell = useRef(onAnswer);
  tell.current = onAnswer;
  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent<Told | undefined>) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      if (data?.kizukai === "ready") setReady(true);
      else if (data?.kizukai === "answer" || data?.kizukai === "close") tell.current(data);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, [frame]);
  return isReady;
}
