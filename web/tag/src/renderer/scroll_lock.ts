/** Behind a modal the page stays where it is, and no scroll bar comes or goes: nothing moves sideways. */

/** Locks; the answer unlocks. Where a scroll bar takes room and cannot be kept, wheel and finger alone are held. */
export function lockScroll(): () => void {
  const { style, clientWidth } = document.documentElement;
  const gutter = window.CSS?.supports?.("scrollbar-gutter", "stable");
  if (clientWidth < innerWidth && !gutter) return () => {};
  const before = [style.overflow, style.scrollbarGutter] as const;
  style.overflow = "hidden";
  if (clientWidth < innerWidth) style.scrollbarGutter = "stable";
  return () => {
    [style.overflow, style.scrollbarGutter] = before;
  };
}
