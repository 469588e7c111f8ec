import { type Markup, trusted } from "../html.js";

const icon = (inner: string, size = 20): Markup =>
  trusted(
    `<svg class="icon" viewBox="0 0 24 24" width="${size}" height="${size}" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${inner}</svg>`,
  );

export const searchIcon = icon('<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>');
export const bagIcon = icon('<path d="M5 8.5h14l1 11.5H4zM8.5 11V7a3.500 3.500 0 0 1 7 0v4"/>');
export const personIcon = icon(
  '<circle cx="12" cy="8" r="3.8"/><path d="M4.500 20.500c.8-4.200 3.700-6.200 7.500-6.200s6.700 2 7.500 6.200"/>',
);
export const truckIcon = icon(
  '<path d="M2.500 6h11v10h-11zM13.500 9.500h4l3.500 3.500v3h-7.500"/><circle cx="7" cy="17.500" r="1.800"/><circle cx="17" cy="17.500" r="1.800"/>',
);
export const returnIcon = icon('<path d="M4 9h10.500a5.500 5.500 0 0 1 0 11H8M4 9l4-4M4 9l4 4"/>');
export const mendIcon = icon(
  '<path d="M4 20 15 9M13 4.500c1.500-1.500 5-1.800 6.500-.5s1 5-.5 6.500-4 1.500-6-.5-1.500-4 0-5.500z"/>',
);
export const arrowIcon = icon('<path d="M5 12h14M13 6l6 6-6 6"/>', 16);

/** A folded sheet: 折. */
export const mark: Markup = trusted(
  '<svg class="mark" viewBox="0 0 32 32" width="30" height="30" aria-hidden="true"><path class="mark-sheet" d="M4 4h24v14H18v10H4z"/><path class="mark-fold" d="M28 18H18v10z"/></svg>',
);
