// What the places of a text are called, and of the other things that the record of changes tells.

import { t } from "@lingui/core/macro";
import { formatName } from "../formats";

/** A top-level field, as marks and differences name it. */
export function textFieldName(field: string): string {
  switch (field) {
    case "name":
      return t`Name`;
    case "status":
      return t`Status`;
    case "audience":
      return t`Audience`;
    case "exit":
      return t`Leaves it once`;
    case "trigger":
      return t`Trigger`;
    case "arms":
      return t`Arms`;
    case "control":
      return t`Share of the control`;
    case "goal":
      return t`Goal`;
    case "caps":
      return t`Caps`;
    case "priority":
      return t`Priority`;
    case "schedule":
      return t`Schedule`;
    case "stop":
      return t`Ends for a visitor after`;
    case "tags":
      return t`Tags`;
    case "needs_verified":
      return t`Only proved members`;
    case "smallest_effect":
      return t`Smallest effect that matters`;
    case "message_cost":
      return t`Cost of a message`;
    case "rules":
      return t`What it may do by itself`;
    case "profit":
      return t`Margin`;
    case "condition":
      return t`Condition`;
    case "holdout":
      return t`Holdout`;
    case "quiet":
      return t`Quiet time`;
    case "attention":
      return t`Attention budget`;
    case "timezone":
      return t`Time zone`;
    case "locale":
      return t`Language`;
    case "currency":
      return t`Currency`;
    case "consent":
      return t`Consent`;
    case "identity":
      return t`Proof of identity`;
    case "theme":
      return t`Look`;
    case "origins":
      return t`Addresses of the shop`;
    case "server_orders_only":
      return t`Only orders from the server`;
    case "version":
      return t`Version`;
    case "phase":
      return t`Phase`;
    case "role":
      return t`Role`;
    case "email":
      return t`E-mail address`;
    case "device":
      return t`Device`;
    case "label":
      return t`What it is for`;
    case "kind":
      return t`Kind`;
    case "traits":
      return t`Attributes`;
    case "rows":
      return t`Lines read`;
    case "applied":
      return t`Lines taken over`;
    case "inputs":
      return t`Entries erased`;
    case "profiles":
      return t`Profiles erased`;
    case "totp":
      return t`Second step`;
    default:
      return field;
  }
}

/** A field inside an arm, a step or a setting. */
function partName(part: string): string {
  switch (part) {
    case "weight":
      return t`Weight`;
    case "scenario":
      return t`Scenario`;
    case "start":
      return t`First step`;
    case "title":
      return t`Title`;
    case "body":
      return t`Text`;
    case "format":
      return t`Format`;
    case "label":
      return t`Answer`;
    case "next":
      return t`Leads to`;
    case "href":
      return t`Link`;
    case "where":
      return t`Where`;
    case "params":
      return t`From when on`;
    case "event":
      return t`Event`;
    case "within":
      return t`Within`;
    case "value":
      return t`Value`;
    case "for":
      return t`How long`;
    case "until":
      return t`Until when`;
    case "on":
      return t`On what`;
    case "else":
      return t`Leads otherwise to`;
    case "ways":
      return t`Ways by chance`;
    case "set":
      return t`Attributes`;
    case "time":
      return t`Quiet between two messages`;
    case "page_views":
      return t`Page views between two messages`;
    case "capacity":
      return t`Points of a rested visitor`;
    case "per_hour":
      return t`Points that come back in an hour`;
    case "per_visit":
      return t`Points that come back with a new visit`;
    case "prices":
      return t`What a message costs`;
    case "checkout":
      return t`In the checkout it costs`;
    case "dismissed":
      return t`After a message was put away`;
    case "factor":
      return t`So many times as much`;
    case "accent":
      return t`Colour of buttons`;
    case "surface":
      return t`Colour of the background`;
    case "radius":
      return t`Corners`;
    case "density":
      return t`Space inside`;
    case "mode":
    case "verification":
      return t`Needed`;
    case "ja":
      return t`Japanese`;
    case "en":
      return t`English`;
    default:
      return formatName(part);
  }
}

/** Containers whose name says nothing to a reader: their parts are named by keys. */
const SILENT = new Set(["scenario", "steps", "choices"]);

/** The way to a place in words: "Arms › ask › shipping › Text › Japanese". */
export function placeName(path: string[]): string {
  // The record keeps a text beside its number.
  const [field = "", ...parts] = path[0] === "text" && path.length > 1 ? path.slice(1) : path;
  const inner = parts.filter((part) => !SILENT.has(part)).map(partName);
  return [textFieldName(field), ...inner].join(" › ");
}
