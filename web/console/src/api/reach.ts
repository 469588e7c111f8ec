// Whether the server answers at all. Told by the client after each request; shown by the shell.

import { flag } from "./flag";

export const isReached = flag(true);
