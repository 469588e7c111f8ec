/** The signals chunk: all that is more than a look at the clock or the scroll bar. Fetched when one of them is armed. */
import { handOver } from "../chunk_contract.ts";
import { exitIntent } from "./exit_intent.ts";
import { hesitation } from "./hesitation.ts";
import type { SignalTable } from "./signal.ts";

export const SIGNALS: SignalTable = { exit_intent: exitIntent, hesitation };

handOver("signals", SIGNALS);
