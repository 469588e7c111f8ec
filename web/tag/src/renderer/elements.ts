/** Building elements. Text goes in as text; there is no way to pass HTML, by design. */

type Child = Node | string | false | undefined;

/** `attributes` that are false or undefined are left out, true means empty. Style attributes would break a CSP. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/** A button that never submits. */
export function button(
  attributes: Record<string, string | boolean | undefined>,
  onClick: (event: MouseEvent) => void,
  ...children: Child[]
): HTMLButtonElement {
  const node = element("button", { type: "button", ...attributes }, ...children);
  node.addEventListener("click", onClick);
  return node;
}

/** A line drawing of 20 × 20, hidden from screen readers. */
export function icon(path: string): Node {
  const svgNs = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(svgNs, "svg");
  const line = document.createElementNS(svgNs, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const FOCUSABLE = "a[href],button,input,textarea,select,[tabindex='0']";

/** What Tab reaches inside, in order; of a radio group only the button that Tab stops at. */
export function focusable(within: ParentNode): HTMLElement[] {
  return Array.from(within.querySelectorAll<HTMLElement>(FOCUSABLE)).filter((node) => {
    if ((node as HTMLButtonElement).disabled || node.closest("[hidden]")) return false;
    if (!(node instanceof HTMLInputElement) || node.type !== "radio") return true;
    const group = Array.from(within.querySelectorAll<HTMLInputElement>(`input[name="${node.name}"]`));
    return node === (group.find((radio) => radio.checked) ?? group[0]);
  });
}
