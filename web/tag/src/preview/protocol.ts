/**
 * What the console and the page of its preview say to each other: `postMessage` between two documents of one origin.
 * The console imports these types.
 */
import type { AnswerPayload, CloseReason, Content, Format } from "../core/wire.ts";

/** What is shown: a step as the server makes it for a visitor. */
export interface PreviewedStep {
  format: Format;
  content: Content;
}

/** From the console. */
export type Asked =
  | {
      kizukai: "show";
      /** Nothing: an empty page. */
      step: PreviewedStep | null;
      /** The scheme of the page behind it. */
      scheme: "light" | "dark";
      /**
       * `still`: it stands there at once and stays. `arrive`: as a visitor gets it, movement, a toast's end and all.
       * `reply`: it follows the visitor's answer.
       */
      manner: "still" | "arrive" | "reply";
      /** Where relative addresses begin: the shop. Left out: here. */
      base?: string | undefined;
    }
  /** The focus has come into the frame: to the message with it. */
  | { kizukai: "enter" };

/** From the preview, in CSS pixels of its page. */
export type Told =
  | { kizukai: "ready" }
  | { kizukai: "shown"; box: { left: number; top: number; width: number; height: number } }
  | { kizukai: "answer"; payload: AnswerPayload; href?: string | undefined }
  | { kizukai: "close"; reason: CloseReason };
