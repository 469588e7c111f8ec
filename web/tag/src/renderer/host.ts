/** The element a message lives in: a shadow root that the shop's styles do not reach, and ours do not leave. */

export interface Host {
  node: HTMLElement;
  root: ShadowRoot;
}

export function createHost(kind: "overlay" | "inline"): Host {
  const node = document.createElement("kizukai-message");
  node.setAttribute("data-kind", kind);
  return { node, root: node.attachShadow({ mode: "open" }) };
}

const styles: string[] = [];
const sheets: CSSStyleSheet[] = [];

/** Styles of a chunk that has arrived; the next `adoptStyles` brings them. */
export function addStyles(css: string): void {
  if (!styles.includes(css)) styles.push(css);
}

/** Constructable sheets are outside of what a CSP forbids; older browsers get a <style> with the page's nonce. */
export function adoptStyles(root: ShadowRoot, nonce: string): void {
  try {
    for (const css of styles.slice(sheets.length)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      sheets.push(sheet);
    }
    root.adoptedStyleSheets = sheets.slice();
  } catch {
    for (const css of styles.slice(root.querySelectorAll("style").length)) {
      const style = document.createElement("style");
      style.nonce = nonce;
      style.textContent = css;
      root.append(style);
    }
  }
}
