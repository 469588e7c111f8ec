/** The only links a message may have: http(s), relative, mailto, tel. The server checks at publish, the tag again. */

const ALLOWED = /^(https?|mailto|tel):$/;

export function safeUrl(href: string | undefined): URL | undefined {
  if (!href) return undefined;
  try {
    const url = new URL(href, location.href);
    return ALLOWED.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Goes there; true when that leaves this document. */
export function navigate(href: string): boolean {
  const url = safeUrl(href);
  if (!url) return false;
  const samePage = url.href.split("#")[0] === location.href.split("#")[0] && url.hash !== "";
  location.assign(url.href);
  return url.protocol.slice(0, 4) === "http" && !samePage;
}
