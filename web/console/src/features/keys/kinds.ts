import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { NewKey } from "../../api/types";

/** What a key opens, in words. */
export const kindNames: Record<NewKey["kind"], { name: MessageDescriptor; may: MessageDescriptor }> = {
  ingest: {
    name: msg`Bring in`,
    may: msg`Sends events and orders from the shop's server. Reads nothing and changes no settings.`,
  },
  api: {
    name: msg`Everything`,
    may: msg`Reads and changes everything on this site, members and accounts excepted. Give it only where it is needed.`,
  },
};
