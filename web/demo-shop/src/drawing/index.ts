/** Product drawings by name, made by code so that the shop needs no picture files and no internet. */
import { type Markup, trusted } from "../html.js";
import { coinPurse, shoulderBag, tote } from "./bags.js";
import { blanket, dishCloths, towels, wrappingCloth } from "./cloth.js";
import { clayPot, cuttingBoard, knife, lunchBox, saucepan } from "./kitchen.js";
import { broom, candle, vase } from "./room.js";
import { roomShoes, sandals, slipOn, sneaker } from "./shoes.js";
import { mug, plate, riceBowl, soupBowl, teaCup, teapot } from "./tableware.js";
import { apron, shirt, socks, sweater, trousers } from "./wear.js";

export const drawings = {
  riceBowl,
  soupBowl,
  plate,
  teaCup,
  teapot,
  mug,
  clayPot,
  saucepan,
  cuttingBoard,
  knife,
  lunchBox,
  dishCloths,
  towels,
  wrappingCloth,
  blanket,
  shirt,
  trousers,
  apron,
  socks,
  sweater,
  slipOn,
  sneaker,
  roomShoes,
  sandals,
  tote,
  shoulderBag,
  coinPurse,
  broom,
  vase,
  candle,
} as const;

export type DrawingName = keyof typeof drawings;

/** The drawing as an SVG. With a label it is an image of its own; without, it decorates a text that names it. */
export function drawing(name: DrawingName, label?: string): Markup {
  const semantics = label ? `role="img" aria-label="${label.replace(/["&<>]/g, "")}"` : 'aria-hidden="true"';
  return trusted(
    `<svg viewBox="0 0 240 240" width="240" height="240" ${semantics}>${drawings[name]()}</svg>`,
  );
}
