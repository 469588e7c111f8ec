// Where the steps of a scenario stand: in layers from the start to the right, each as far as the longest way to it, the
// answers of a step below each other in their order. Pure and without measuring: a card's height follows from what is on it.

import { inOrder, type Step, startOf, stepsOf, waysOut } from "./scenario";

export interface Box {
  key: string;
  x: number;
  y: number;
  height: number;
}

export const CARD_WIDTH = 252;
const GAP_X = 88;
const GAP_Y = 28;
/** How often layers are put in order by what leads to them. */
const SWEEPS = 4;

export type HeightOf = (key: string, step: Step) => number;

export function layOut(scenario: unknown, heightOf: HeightOf): Box[] {
  const steps = stepsOf(scenario);
  const keys = inOrder(scenario);
  const layers = layersOf(keys, layerNumbers(steps, startOf(scenario), keys));
  const boxes: Box[] = [];
  for (const [number, layer] of untangled(layers, steps).entries()) {
    const x = number * (CARD_WIDTH + GAP_X);
    boxes.push(...stacked(layer, x, wishedMiddles(boxes, steps), (key) => heightOf(key, steps[key] ?? {})));
  }
  return boxes;
}

/** The longest way from the start; ways back do not count. What nothing leads to starts anew in the first layer. */
function layerNumbers(
  steps: Readonly<Record<string, Step>>,
  start: string,
  keys: readonly string[],
): Map<string, number> {
  const numbers = new Map<string, number>();
  const ways = waysForward(steps, start, keys);
  for (const key of ways.order) {
    const number = numbers.get(key) ?? 0;
    numbers.set(key, number);
    for (const to of ways.from.get(key) ?? []) numbers.set(to, Math.max(numbers.get(to) ?? 0, number + 1));
  }
  return numbers;
}

/** Depth first, so that a way that leads back into where one comes from is known; steps in an order that ways respect. */
function waysForward(steps: Readonly<Record<string, Step>>, start: string, keys: readonly string[]) {
  const from = new Map<string, string[]>();
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const visit = (key: string) => {
    state.set(key, "open");
    const forward: string[] = [];
    for (const { to } of waysOut(steps[key] ?? {})) {
      if (!(to in steps) || state.get(to) === "open" || forward.includes(to)) continue;
      forward.push(to);
      if (!state.has(to)) visit(to);
    }
    from.set(key, forward);
    state.set(key, "done");
    order.unshift(key);
  };
  // Those that nothing leads to come first in the order, and last on the page.
  for (const key of [start, ...keys]) if (key in steps && !state.has(key)) visit(key);
  return { from, order };
}

function layersOf(keys: readonly string[], numbers: ReadonlyMap<string, number>): string[][] {
  const layers: string[][] = [];
  for (const key of keys) {
    const number = numbers.get(key) ?? 0;
    while (layers.length <= number) layers.push([]);
    layers[number]?.push(key);
  }
  return layers;
}

/** Each layer in the order of the middle of what leads to it, so that ways seldom cross. */
function untangled(layers: readonly string[][], steps: Readonly<Record<string, Step>>): string[][] {
  let ordered = layers.map((layer) => [...layer]);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const places = placesIn(ordered, steps);
    ordered = ordered.map((layer) =>
      layer
        .map((key, place) => ({ key, place, wish: places.get(key) ?? place }))
        .sort((a, b) => a.wish - b.wish || a.place - b.place)
        .map(({ key }) => key),
    );
  }
  return ordered;
}

function placesIn(layers: readonly string[][], steps: Readonly<Record<string, Step>>): Map<string, number> {
  const layerOf = new Map(layers.flatMap((layer, number) => layer.map((key) => [key, number] as const)));
  const wishes = new Map<string, number[]>();
  for (const layer of layers) {
    layer.forEach((key, place) => {
      const ways = waysOut(steps[key] ?? {});
      ways.forEach(({ to }, way) => {
        // Only ways to a later layer decide.
        if ((layerOf.get(to) ?? -1) <= (layerOf.get(key) ?? 0)) return;
        wishes.set(to, [...(wishes.get(to) ?? []), place + (way + 1) / (ways.length + 1)]);
      });
    });
  }
  return new Map([...wishes].map(([key, all]) => [key, mean(all)]));
}

/** Where the ways come from, as the middle of a card: of what has been placed so far. */
function wishedMiddles(boxes: readonly Box[], steps: Readonly<Record<string, Step>>): Map<string, number> {
  const wishes = new Map<string, number[]>();
  for (const box of boxes) {
    const ways = waysOut(steps[box.key] ?? {});
    ways.forEach(({ to }, place) => {
      const y = box.y + (box.height * (place + 1)) / (ways.length + 1);
      wishes.set(to, [...(wishes.get(to) ?? []), y]);
    });
  }
  return new Map([...wishes].map(([key, all]) => [key, mean(all)]));
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** Below each other, the whole layer as near to its wishes as it can be. */
function stacked(
  layer: readonly string[],
  x: number,
  wishes: ReadonlyMap<string, number>,
  heightOf: (key: string) => number,
): Box[] {
  let y = 0;
  const boxes = layer.map((key) => {
    const box = { key, x, y, height: heightOf(key) };
    y += box.height + GAP_Y;
    return box;
  });
  const strays = boxes.flatMap((box) => {
    const wish = wishes.get(box.key);
    return wish === undefined ? [] : [wish - (box.y + box.height / 2)];
  });
  const shift = strays.length === 0 ? 0 : Math.round(mean(strays));
  return boxes.map((box) => ({ ...box, y: box.y + shift }));
}

export type Direction = "left" | "right" | "up" | "down";

/** The card that lies in a direction: the nearest one, where straying sideways costs double. */
export function neighbour(boxes: readonly Box[], from: string, direction: Direction): string | null {
  const here = boxes.find(({ key }) => key === from);
  if (!here) return boxes[0]?.key ?? null;
  const isAcross = direction === "left" || direction === "right";
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  const middle = (box: Box) => box.y + box.height / 2;
  const found = boxes
    .filter((box) => box.key !== from)
    .map((box) => {
      const [dx, dy] = [box.x - here.x, middle(box) - middle(here)];
      const [along, aside] = isAcross ? [dx * sign, Math.abs(dy)] : [dy * sign, Math.abs(dx)];
      return { key: box.key, along, distance: along + aside * 2 };
    })
    .filter(({ along }) => along > 0)
    .sort((a, b) => a.distance - b.distance);
  return found[0]?.key ?? null;
}
