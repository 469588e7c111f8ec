// Who else has this campaign open, and where they are.

import { createContext, useContext } from "react";
import type { Part } from "../model/parts";

export interface Other {
  name: string;
  part: string | null;
  since: string;
}

export const OthersContext = createContext<readonly Other[]>([]);

export const useOthers = (part: Part): readonly Other[] =>
  useContext(OthersContext).filter((other) => other.part === part);
