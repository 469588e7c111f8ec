// What the states of a campaign are called.

import { t } from "@lingui/core/macro";
import type { Status } from "../api/types";

export function statusName(status: Status): string {
  switch (status) {
    case "running":
      return t`Running`;
    case "paused":
      return t`Paused`;
    case "draft":
      return t`Draft`;
    case "ended":
      return t`Ended`;
    default:
      return status;
  }
}
