/** How a preview keeps out of the way of the person who writes. */

/**
 * Messages take the focus on a shop's page where they should. Here somebody may be typing into the console: nothing may
 * take the focus unless it is in this frame already.
 */
export function keepFocusOutside(): void {
  const { prototype } = HTMLElement;
  const { focus } = prototype;
  prototype.focus = function (options) {
    if (document.hasFocus()) focus.call(this, options);
  };
}

/** What is shown again after each key that is pressed in the console does not come anew each time. */
export function endMovement(): void {
  for (const { shadowRoot } of Array.from(document.querySelectorAll("kizukai-message"))) {
    for (const animation of shadowRoot?.getAnimations?.() ?? []) animation.finish();
  }
}
