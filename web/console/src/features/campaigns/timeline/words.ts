// What a mark on the time line says.

import { t } from "@lingui/core/macro";
import type { Mark } from "../../../api/types";
import { textFieldName } from "../../../words/text/places";
import { say, type Words } from "../../../words/words";

export function markWords(mark: Mark, words: Words): string {
  const key = mark.target.slice(mark.target.indexOf("/") + 1);
  const fields = mark.fields.map(textFieldName).join(say(words, { ja: "、", en: ", " }));
  switch (mark.kind) {
    case "phase":
      return phaseWords(mark, fields);
    case "status":
      return t`The status was changed`;
    case "edit":
      return fields === "" ? t`Published again` : t`Changed: ${fields}`;
    case "site":
      return fields === ""
        ? t`The site’s settings were published`
        : t`The site’s settings were changed: ${fields}`;
    case "other_campaign":
      return fields === ""
        ? t`Another campaign was published: “${words.campaign(key)}”`
        : t`Another campaign was changed: “${words.campaign(key)}” (${fields})`;
    case "segment":
      return t`A segment was changed: “${words.segment(key)}”`;
  }
}

function phaseWords(mark: Mark, fields: string): string {
  const phase = mark.phase ?? 1;
  return fields === "" ? t`Phase ${phase} began` : t`Phase ${phase} began, because of: ${fields}`;
}
