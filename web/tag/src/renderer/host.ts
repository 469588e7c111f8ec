/** The element a message lives in: a shadow root that the shop's styles do not reach, and ours do not leave. */
import type { RendererOptions } from "../renderer_contract.ts";
import css from "./style.css?inline";
import { applyTheme } from "./theme.ts";

export interface Host {
  node: HTMLElement;
  root: ShadowRoot;
}

let sheet: CSSStyleSheet | undefined;

export function createHost(kind: "overlay" | "inline", options: RendererOptions): Host {
  const node = document.createElement("kizukai-message");
  node.setAttribute("data-kind", kind);
  const root = node.attachShadow({ mode: "open" });
  adoptStyles(root, options.nonce);
  applyTheme(node, options.theme);
  return { node, root };
}

/** Constructable sheets are outside of what a CSP forbids; older browsers get a <style> with the page's nonce. */
function adoptStyles(root: ShadowRoot, nonce: string): void {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.nonce = nonce;
    style.textContent = css;
    root.append(style);
  }
}
