/**
 * The page_look chunk: reads the colours, corners and font of the page, for whoever writes the shop's messages. Only a page
 * that is opened with a link from the console arms it; no visitor ever fetches it.
 */
import { handOver } from "../chunk_contract.ts";
import { later, listen } from "../core/guard.ts";
import type { Params } from "../signals/signal.ts";
import { readPageLook } from "./look.ts";

/** Styles and fonts that scripts bring have come by then. */
const CALM_MS = 500;

/** Calls back once the page is there. */
export type PageLookReader = (onRead: (look: Params) => void) => void;

const read: PageLookReader = (onRead) => {
  const soon = (): void => void later(() => onRead(readPageLook()), CALM_MS);
  if (document.readyState === "complete") soon();
  else listen(window, "load", soon);
};

handOver("page_look", read);
