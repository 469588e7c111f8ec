/** What a page may say at `load`, and the addresses that follow from it. */

export interface LoadOptions {
  /** Where Kizukai is; the origin of the tag's own script by default. */
  endpoint?: string;
  /** A first-party path instead of `/v1/decide` and `/tag/`: `/kz` → `/kz/decide`, `/kz/tag/`. */
  path?: string;
  /** Locale of the messages; by default the page's `lang`, then the browser's. */
  locale?: string;
  /** CSP nonce; by default that of the tag's own script. */
  nonce?: string;
  /** `required`: in memory alone, and nothing is sent, until `kizukai.consent` grants measurement. */
  consent?: "required" | "off";
  /** `checkout`: nothing may interrupt on this page. */
  activity?: string;
  /** False: only the page's own `kizukai.page()` calls are page views. */
  page?: boolean;
  /** The page's data layer becomes events: true for `dataLayer`, or its name. */
  dataLayer?: boolean | string;
  /** Colours of the messages; `auto` follows the page. */
  theme?: "light" | "dark" | "auto";
  /** Writes what goes wrong to the console. */
  debug?: boolean;
}

/** Where the tag's own script came from. */
export interface Source {
  url: string;
  nonce: string;
}

export function addressesOf(
  options: LoadOptions,
  source: Source,
): { decideUrl: string; chunkFolder: string } {
  const ownOrigin = new URL(source.url, location.href).origin;
  const endpoint = new URL(options.endpoint || ownOrigin, location.href).href.replace(/\/+$/, "");
  const path = (options.path ?? "").replace(/^\/+|\/+$/g, "");
  if (path) return { decideUrl: `${endpoint}/${path}/decide`, chunkFolder: `${endpoint}/${path}/tag/` };
  // Beside the tag's own script; at the endpoint when the script is part of a bundle and has no address.
  const chunkFolder = new URL("tag/", source.url || `${endpoint}/`).href;
  return { decideUrl: `${endpoint}/v1/decide`, chunkFolder };
}
