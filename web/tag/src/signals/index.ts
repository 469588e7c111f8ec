/** The signals chunk: watches what is armed. Fetched when something but `page_view` is. */
import { handOver } from "../chunk_contract.ts";
import { dwell } from "./dwell.ts";
import { elementVisible } from "./element_visible.ts";
import { exitIntent } from "./exit_intent.ts";
import { formTrouble } from "./form_trouble.ts";
import { hesitation } from "./hesitation.ts";
import { idle } from "./idle.ts";
import { priceCopy } from "./price_copy.ts";
import { productPingpong } from "./product_pingpong.ts";
import { rageClick } from "./rage_click.ts";
import { createRegistry } from "./registry.ts";
import { returned } from "./return.ts";
import { scroll } from "./scroll.ts";
import { searchNoResults } from "./search_no_results.ts";
import type { Signal, SignalsHost, SignalsPart } from "./signal.ts";

const SIGNALS: Record<string, Signal> = {
  dwell,
  scroll,
  element_visible: elementVisible,
  exit_intent: exitIntent,
  form_trouble: formTrouble,
  hesitation,
  idle,
  price_copy: priceCopy,
  product_pingpong: productPingpong,
  rage_click: rageClick,
  return: returned,
  search_no_results: searchNoResults,
};

export type SignalsFactory = (host: SignalsHost) => SignalsPart;

export const createSignalsPart: SignalsFactory = (host) => createRegistry(SIGNALS, host);

handOver("signals", createSignalsPart);
