/** Where decisions are made: prices and what puts things into the cart, by the names that shops give them. */

/** `data-kizukai-control` marks one by hand. */
export const DECISION_CONTROLS = [
  "[data-kizukai-control]",
  "[itemprop=price]",
  '[class*="price" i]',
  '[class*="cart" i]',
  '[class*="checkout" i]',
  '[id*="cart" i]:not([id^=kizukai])',
  '[id*="checkout" i]',
  '[name*="quantity" i]',
  '[name*="qty" i]',
  'a[href*="/cart"]',
  'a[href*="/checkout"]',
].join();

const DECISION_PATH = /(^|\/)(cart|basket|bag|checkout)/i;
const QUANTITY =
  'input[type=number],[name*="quantity" i],[name*="qty" i],[class*="quantity" i],[class*="qty" i]';

/** The control an element belongs to; what stands in the page's header or navigation is on every page and is none. */
export function decisionControl(target: EventTarget | null): Element | null {
  const control = target instanceof Element ? target.closest(DECISION_CONTROLS) : null;
  return control && !control.closest("header,nav,body > footer") && !isWholePage(control) ? control : null;
}

/** The quantity control an element belongs to. */
export function quantityControl(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(QUANTITY) : null;
}

/** A cart or checkout page, or a price or cart control in view. */
export function atDecision(): boolean {
  if (DECISION_PATH.test(location.pathname)) return true;
  return Array.from(document.querySelectorAll(DECISION_CONTROLS)).some((element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < window.innerHeight && decisionControl(element) === element;
  });
}

/** `<body class="page-cart">` names the page, not a control. */
function isWholePage(element: Element): boolean {
  return (
    element.matches("html,body,main") || element.getBoundingClientRect().height > window.innerHeight * 0.8
  );
}
