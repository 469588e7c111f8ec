// What the formats of messages are called.

import { t } from "@lingui/core/macro";

export function formatName(format: string): string {
  switch (format) {
    case "fullscreen":
      return t`Full screen`;
    case "modal":
      return t`Window in the middle`;
    case "corner":
      return t`Card in the corner`;
    case "bar":
      return t`Bar`;
    case "toast":
      return t`Short notice`;
    case "inline":
      return t`Inside the page`;
    default:
      return format;
  }
}
